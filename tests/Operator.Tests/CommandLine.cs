using System.CommandLine;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using ExchangeHA.Operator.Verbs;

namespace ExchangeHA.Operator.Tests;

/// <summary>The program, called in this process or as one of its own.</summary>
internal sealed record CommandLine(int Code, string Output, string Error)
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Folder(), "../.."));

    /// <summary>The program beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "exchange-ha");

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<CommandLine> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Root.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return new CommandLine(code, output.ToString(), error.ToString());
    }

    /// <summary>Another program, with the text as its standard input.</summary>
    public static async Task<CommandLine> StartAsync(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var hang = new CancellationTokenSource(Hang);
        await process.WaitForExitAsync(hang.Token);
        var texts = await said;
        return new CommandLine(process.ExitCode, texts[0], texts[1]);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
