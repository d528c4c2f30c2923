using System.Diagnostics;

namespace ExchangeHA.Chart.Tests;

/// <summary>The real programs that read what the chart and the folder <c>config</c> hold.</summary>
internal static class Tools
{
    public static string Chart { get; } = Repository.At("charts", "exchange-ha");

    private static readonly Lazy<string> Folder = new(() => Run(Repository.At("tests", "cluster", "tools.sh")).OrThrow().Trim());

    public static Result Helm(params IEnumerable<string> arguments) => Run(Path.Combine(Folder.Value, "helm"), arguments);

    public static Result Promtool(params IEnumerable<string> arguments) => Run(Path.Combine(Folder.Value, "promtool"), arguments);

    public static Result Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Result(process.ExitCode, output, error.Result);
    }

    /// <summary>How a program ended, and what it said.</summary>
    internal sealed record Result(int Code, string Output, string Error)
    {
        public string OrThrow() => Code == 0 ? Output : throw new InvalidOperationException($"ended with {Code}: {Output}{Error}");
    }
}
