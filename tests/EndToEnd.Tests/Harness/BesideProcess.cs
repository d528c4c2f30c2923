using System.Diagnostics;
using Xunit.Abstractions;

namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>A program that runs while a test needs it. What it writes is part of the test's output.</summary>
internal sealed class BesideProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ITestOutputHelper _output;
    private readonly Task<string[]> _reading;

    public BesideProcess(Process process, ITestOutputHelper output)
    {
        (_process, _output) = (process, output);
        _reading = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
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
}
