using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ExchangeHA.Operator.Verbs;

/// <summary>The usual help, and below it how the verb is used.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Gives every verb below the root such a help.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ExampleHelp((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var console = parseResult.InvocationConfiguration.Output;
        if (Examples.Of(PathOf(parseResult.CommandResult.Command)) is not [_, ..] examples)
            return code;
        console.WriteLine("Examples:");
        foreach (var example in examples)
            console.WriteLine($"  {example}");
        console.WriteLine();
        return code;
    }

    /// <summary>The verbs down to the command, without the program.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{PathOf(parent)} {command.Name}" : command is RootCommand ? "" : command.Name;
}
