using System.Diagnostics;

namespace ExchangeHA.Bench.Traffic;

/// <summary>This machine's haproxy with a configuration, until it is disposed of. What it logs is read and thrown away.</summary>
internal sealed class HaproxyProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    public HaproxyProcess(string directory, string name, string configuration)
    {
        var file = Path.Combine(directory, $"{name}.cfg");
        File.WriteAllText(file, configuration);
        var start = new ProcessStartInfo("haproxy", ["-db", "-f", file]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["NODE_NAME"] = "node-a";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Waits until HTTPS answers at an address, through it if it stands before others.</summary>
    public async Task AnswersAsync(string address)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Limit; await Task.Delay(50))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"haproxy ended with {_process.ExitCode}.");
            using var asking = Process.Start("curl", ["-sk", "--max-time", "5", "-o", "/dev/null", $"https://{address}/"]);
            await asking.WaitForExitAsync();
            if (asking.ExitCode == 0)
                return;
        }
        throw new TimeoutException($"Nothing answers at {address} within {Limit}.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
