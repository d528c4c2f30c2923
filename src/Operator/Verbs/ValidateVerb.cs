using System.CommandLine;
using System.Text.Json;
using ExchangeHA.Operator.Input;

namespace ExchangeHA.Operator.Verbs;

/// <summary><c>exchange-ha validate</c>: says what is wrong with balancers, without a cluster.</summary>
internal static class ValidateVerb
{
    public static Command Create()
    {
        var input = new InputOptions();
        var output = new Option<string>("--output", "-o") { Description = "text: a line for each finding, file:line: path: message; json: a list of them.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("validate", "Checks balancers without a cluster, by the operator's own rules; ends with 1 if there is an error.");
        input.AddTo(command);
        command.Options.Add(output);
        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = (await input.ReadAsync(parsed, Console.In, cancellation)).Findings;
            var console = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(output) == "json")
                await console.WriteLineAsync(JsonSerializer.Serialize([.. findings.Select(FindingJson.Of)], OperatorJsonContext.Default.FindingJsonArray));
            else
                await FindingText.WriteAsync(console, findings);
            return findings.Any(finding => finding.IsError) ? 1 : 0;
        });
        return command;
    }
}
