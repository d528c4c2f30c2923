using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Keepalived;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>Ends haproxy without a failed connection: first the address leaves this node, and with it every client. Where it cannot leave, haproxy stops accepting and lets its connections end.</summary>
public sealed partial class HandOver(AgentPaths paths, TimeProvider time, ILogger<HandOver> logger)
{
    /// <summary>How long the address may take to leave: longer than a take-over at the default settings.</summary>
    public TimeSpan LeaveBound { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connections may take to end; within the pod's grace period.</summary>
    public TimeSpan DrainBound { get; init; } = TimeSpan.FromSeconds(50);

    /// <param name="masterPid">haproxy's master: 1, seen from its container.</param>
    public async Task RunAsync(int masterPid, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var admin = new HaproxySocket(paths.AdminSocket);
        await admin.TrySendAsync("disable server exchange-ha-gate/gate", TimeSpan.FromSeconds(2), cancellationToken);
        var addresses = new ConfigurationStore(paths.RunningHaproxyFile).Running?.Header?.VirtualAddresses ?? [];
        while (LocalAddresses.HoldsAny(addresses) && time.GetElapsedTime(start) < LeaveBound)
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        var left = !LocalAddresses.HoldsAny(addresses);
        Log.AddressLeft(logger, left, time.GetElapsedTime(start).TotalMilliseconds);
        // the connections' packets go to the new holder now: there is nothing here to wait for, and the kubelet's SIGTERM may come
        if (left)
            return;

        // haproxy takes that SIGTERM for a hard stop
        if (!Native.Signal(masterPid, Native.SigUsr1))
            return;
        while (Native.Exists(masterPid) && time.GetElapsedTime(start) < DrainBound)
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        Log.Ended(logger, !Native.Exists(masterPid), time.GetElapsedTime(start).TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The gate was closed; the address had left: {Left}, after {Milliseconds} ms.")]
        public static partial void AddressLeft(ILogger logger, bool left, double milliseconds);

        [LoggerMessage(2, LogLevel.Information, "haproxy was asked to finish its connections; it had ended: {Ended}, after {Milliseconds} ms.")]
        public static partial void Ended(ILogger logger, bool ended, double milliseconds);
    }
}
