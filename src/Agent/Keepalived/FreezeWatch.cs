using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>
/// Ends a keepalived that holds the address and does nothing any more, so that its container starts anew and takes the address off when it hears who has taken over. Nothing else would:
/// a frozen process keeps its addresses for ever. A master that lives wakes for each of its advertisements; one that has not for as long as the others wait before they take over has lost the address to them.
/// </summary>
/// <param name="isMaster">Whether the address is this node's: a router that stands by, or may not hold it, has nothing to wake for.</param>
/// <param name="configuration">The text that keepalived runs; null while that is not known.</param>
public sealed partial class FreezeWatch(AgentPaths paths, Func<bool> isMaster, Func<string?> configuration, TimeProvider time, ILogger<FreezeWatch> logger)
{
    private const int FewestLooks = 3;

    private (int Pid, long Switches)? _last;
    private int _still;

    /// <summary>Between two looks. Looks are counted, not time: an agent that was frozen itself, with the whole node, knows nothing of that time.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            Look();
    }

    internal void Look()
    {
        (int, long)? now = isMaster() && PidFile.TryRead(paths.VrrpPidFile) is { } child && ContextSwitches(child) is { } switches ? (child, switches) : null;
        _still = now is not null && now == _last ? _still + 1 : 0;
        _last = now;
        if (now is not var (pid, _) || configuration() is not { } text)
            return;
        var patience = VirtualRouterParameters.Parse(text).MasterDownInterval;
        if (_still < Math.Max(FewestLooks, (int)Math.Ceiling(patience / Interval) + 1))
            return;
        Log.Frozen(logger, _still * Interval.TotalSeconds);
        _still = 0;
        // a parent that lives would only start the child again, without looking who has the address
        if (PidFile.TryRead(paths.KeepalivedPidFile) is { } parent)
            Native.Signal(parent, Native.SigKill);
        Native.Signal(pid, Native.SigKill);
    }

    /// <summary>How often the process has been given a processor (proc(5), /proc/PID/status); null when it is gone.</summary>
    private static long? ContextSwitches(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status")
                .Where(line => line.Contains("ctxt_switches:", StringComparison.Ordinal))
                .Sum(line => long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim(), CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "keepalived holds the address and has not moved for {Seconds} s: it is killed, so that it starts anew and another node's claim counts.")]
        public static partial void Frozen(ILogger logger, double seconds);
    }
}
