using System.CommandLine;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Operator.Verbs;

/// <summary><c>exchange-ha crds</c>: the CustomResourceDefinitions of exactly this version, printed or written to a folder.</summary>
public static class CrdsVerb
{
    public static Command Create()
    {
        var output = new Option<string?>("--output", "-o") { Description = "The folder to write one file a kind into; without it they are printed.", HelpName = "DIR" };
        var command = new Command("crds", "Prints or writes the CustomResourceDefinitions of this version.") { output };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(output), parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? folder, TextWriter console, CancellationToken cancellationToken)
    {
        foreach (var (fileName, yaml) in CrdGenerator.GenerateAll(LoadDocumentation()))
        {
            if (folder is null)
            {
                await console.WriteAsync("---\n".AsMemory(), cancellationToken);
                await console.WriteAsync(yaml.AsMemory(), cancellationToken);
            }
            else
            {
                Directory.CreateDirectory(folder);
                await File.WriteAllTextAsync(Path.Combine(folder, fileName), yaml, cancellationToken);
            }
        }

        return 0;
    }

    private static ApiDocumentation LoadDocumentation()
    {
        // embedded at build time: the published program is one file, with no XML beside it
        using var xml = typeof(CrdsVerb).Assembly.GetManifestResourceStream("ExchangeHA.Balancing.xml")
            ?? throw new InvalidOperationException("The doc comments of the resource types are not embedded in this program.");
        return ApiDocumentation.Load(xml);
    }
}
