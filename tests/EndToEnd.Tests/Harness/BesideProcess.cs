using System.Diagnostics;
using Xunit.Abstractions;

namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>A program that runs while a test needs it. What it writes is part of the test's output.</summary>
internal sealed class BesideProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ITestOutputHelper _output;
    private readonly Task<string[]> _reading;

    /// <param name="onLine">Is given each line of its output, which is no part of the test's then.</param>
    public BesideProcess(Process process, ITestOutputHelper output, Action<string>? onLine = null)
    {
        (_process, _output) = (process, output);
        var reading = onLine is null ? process.StandardOutput.ReadToEndAsync() : ReadLinesAsync(process.StandardOutput, onLine);
        _reading = Task.WhenAll(reading, process.StandardError.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        foreach (var written in await _reading)
            _output.WriteLine(written);
        _process.Dispose();
    }

    private static async Task<string> ReadLinesAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
            onLine(line);
        return "";
    }
}
