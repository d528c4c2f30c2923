using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ExchangeHA.Bench.Operator;

/// <summary>The published program as an operator beside this one, on the API server that KUBECONFIG names.</summary>
internal sealed class OperatorProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private OperatorProcess(Process process, int metricsPort)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{metricsPort}/"), Timeout = TimeSpan.FromSeconds(10) };
        Started = Stopwatch.GetTimestamp();
    }

    public long Started { get; }

    /// <summary>The most memory that it ever had, in MB.</summary>
    public double PeakMemory => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Trim().Split(' ')[0],
        CultureInfo.InvariantCulture) / 1024;

    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="podUid">Of the pod whose container it is; empty for none.</param>
    public static OperatorProcess Start(string @namespace, int workers, int queriesPerSecond, string podUid = "")
    {
        var (port, metrics) = (FreePort(), FreePort());
        string[] arguments =
        [
            "operator", "--node-image", "registry.example.com/node:1", "--namespace", @namespace, "--port", $"{port}", "--metrics-port", $"{metrics}",
            "--workers", $"{workers}", "--queries-per-second", $"{queriesPerSecond}", "--burst", $"{queriesPerSecond}", "--log-level", "Warning",
        ];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("OPERATOR") ?? "artifacts/exchange-ha/exchange-ha", arguments);
        start.Environment["POD_NAMESPACE"] = @namespace;
        start.Environment["POD_UID"] = podUid;
        // as in its pod: what the image says, and three quarters of the pod's limit of 384 MiB, which .NET takes for its heap
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0x2710";
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x12000000";
        return new OperatorProcess(Process.Start(start)!, metrics);
    }

    /// <summary>What it tells of itself; null while it does not answer yet.</summary>
    public async Task<OperatorMetrics?> MetricsAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The operator ended with {_process.ExitCode}.");
        try
        {
            return OperatorMetrics.Read(await _http.GetStringAsync(new Uri("metrics", UriKind.Relative)));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>
    /// Waits until it has reconciled so often, has nothing to do and has written nothing for five seconds. It may still look at a balancer now and then: a controller
    /// manager without nodes goes on writing the DaemonSets' statuses for a quarter of an hour.
    /// </summary>
    /// <returns>What it then told, and when it was first so.</returns>
    public async Task<(OperatorMetrics Metrics, long Since)> IdleAsync(int reconciliations)
    {
        var (since, last) = (Stopwatch.GetTimestamp(), default(OperatorMetrics));
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < TimeSpan.FromMinutes(15);)
        {
            // a scrape of a fleet's metrics is work for it, too
            await Task.Delay(500);
            if (await MetricsAsync() is not { } now)
                continue;
            if (last is null || now.Writes != last.Writes || now.Reconciliations < reconciliations)
                since = Stopwatch.GetTimestamp();
            else if (now.Depth == 0 && Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(5))
                return (now, since);
            last = now;
        }
        throw new TimeoutException($"The operator did not become idle: {last}");
    }

    public Task EndedAsync() => _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));

    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await signal.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _http.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
