using System.CommandLine;
using ExchangeHA.Operator.Verbs;

namespace ExchangeHA.Operator.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs => [.. All(Root.Create()).Select(ExampleHelp.PathOf)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_shows_how_it_is_used(string verb)
    {
        var said = await CommandLine.RunAsync([.. Words(verb), "--help"]);

        said.Code.ShouldBe(0);
        said.Output.ShouldContain("Usage:");
        said.Output.ShouldContain("Examples:\n  ");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_example_is_one_that_the_program_takes(string verb)
    {
        foreach (var example in Examples.Of(verb))
        {
            var line = example.Split('#')[0];
            // of a pipe or a substitution, what this program is called with
            var arguments = Words(line[(line.IndexOf("exchange-ha ", StringComparison.Ordinal) + "exchange-ha ".Length)..].Split('|', '>', ')')[0]);
            Root.Create().Parse(arguments).Errors.Select(error => error.Message).ShouldBeEmpty(example);
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
