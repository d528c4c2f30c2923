using ExchangeHA.Agent.Probes;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Lets this node hold the address exactly while its own haproxy says that it can serve.</summary>
/// <param name="header">Of the configuration that lies on the node; null while there is none.</param>
/// <param name="isVerified">Whether a verified configuration runs: before that the node is not let to hold the address.</param>
/// <param name="holdsAddress">Whether one of the virtual addresses is on an interface of this node.</param>
/// <param name="handOver">How the address is given away where nothing has failed: <see cref="PlannedHandOver.RunAsync"/>.</param>
public sealed partial class TrackFileWriter(
    TrackFile file, Func<ConfigurationHeader?> header, Func<bool> isVerified, Func<bool> holdsAddress, Func<ConfigurationHeader, Action, CancellationToken, Task> handOver, TimeProvider time, ILogger<TrackFileWriter> logger)
{
    /// <summary>What haproxy says when its gate was closed.</summary>
    private const int Gone = 410;

    private bool? _written;
    private string? _gaveWayTo;

    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long haproxy may be silent.</summary>
    public TimeSpan SilenceBound { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long the second question may go without an answer: on a busy node the first may have waited for a processor, here or there. With the interval a haproxy that froze is noticed within 0.6 s.</summary>
    public TimeSpan SecondSilenceBound { get; init; } = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await ProbeAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _written = null;
                Log.NotWritten(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    internal async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var (healthy, why, planned) = await DecideAsync(cancellationToken);
        if (healthy == true && await GaveWayAsync(cancellationToken))
            return;
        if (healthy is not { } now || (now == _written && file.IsHealthy == now))
            return;
        if (file.IsHealthy != now)
        {
            if (planned is null)
                file.Write(now);
            else
                await handOver(planned, () => file.Write(now), cancellationToken);
            Log.Written(logger, now, why);
        }

        _written = now;
    }

    /// <summary>Once for each wait of another node: if it does not take the address, this one may, and then keepalived goes by the priorities alone.</summary>
    private async Task<bool> GaveWayAsync(CancellationToken cancellationToken)
    {
        if (header() is not { GivesWayTo: { } other } node || other == _gaveWayTo || !holdsAddress())
            return false;
        _gaveWayTo = other;
        Log.GivesWay(logger, other);
        // the next probe lets this node stand by at once: the other one is the first that misses the master
        await handOver(node, () => file.Write(healthy: false), cancellationToken);
        _written = false;
        return true;
    }

    /// <summary>Healthy is null: leave the file as it is. Planned is the router that has time to hand its address over.</summary>
    private async Task<(bool? Healthy, string Why, ConfigurationHeader? Planned)> DecideAsync(CancellationToken cancellationToken)
    {
        if (header() is not { } node)
            return (false, "no configuration", null);
        if (node.StandDown == true)
            return (false, "the node stands down", node);
        var answer = await HttpStatusProbe.AskAsync(node.HealthPort, "/healthz", SilenceBound, cancellationToken);
        if (answer == HttpStatusProbe.Silent)
            answer = await HttpStatusProbe.AskAsync(node.HealthPort, "/healthz", SecondSilenceBound, cancellationToken);
        return answer switch
        {
            // an agent that restarts beside a running keepalived has yet to find out what runs
            200 => isVerified() ? (true, "haproxy can serve", null) : (null, "", null),
            Gone => (false, "haproxy is about to end", node),
            HttpStatusProbe.Silent => (false, "haproxy was silent", null),
            HttpStatusProbe.Refused => (false, "haproxy was not there", null),
            _ => (false, "haproxy had no healthy server", null),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "This node may hold the address: {Healthy}, because {Why}.")]
        public static partial void Written(ILogger logger, bool healthy, string why);

        [LoggerMessage(3, LogLevel.Information, "This node gives way to {Other}, which is to take the address back.")]
        public static partial void GivesWay(ILogger logger, string other);

        [LoggerMessage(2, LogLevel.Error, "The track file could not be written: {Message}")]
        public static partial void NotWritten(ILogger logger, string message);
    }
}
