using System.Diagnostics;

namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>Runs commands to their end.</summary>
internal static class Shell
{
    /// <summary>Runs a command; its failure is part of the result.</summary>
    /// <param name="echo">Passes standard error on as it comes, so that a long command is seen working.</param>
    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, string? input = null, bool echo = false, CancellationToken cancellationToken = default)
    {
        using var process = Start(program, arguments);
        if (input is not null)
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = ReadErrorAsync(process, echo, cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult($"{Path.GetFileName(program)} {string.Join(' ', process.StartInfo.ArgumentList)}", process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static async Task<string> ReadErrorAsync(Process process, bool echo, CancellationToken cancellationToken)
    {
        if (!echo)
            return await process.StandardError.ReadToEndAsync(cancellationToken);
        var lines = new List<string>();
        while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}
