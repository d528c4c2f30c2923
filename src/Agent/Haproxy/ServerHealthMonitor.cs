using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>Follows the health of the servers as haproxy sees it, and keeps their saved state true.</summary>
public sealed class ServerHealthMonitor(HaproxySocket admin, ServerStateKeeper states, Func<string?> configuration, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private ImmutableArray<ServerStatus> _servers = [];
    private string? _savedFor;

    /// <summary>As of the last answer; empty before the first.</summary>
    public ImmutableArray<ServerStatus> Servers => _servers;

    /// <summary>Whether haproxy answered the last time it was asked.</summary>
    public bool IsAnswering { get; private set; }

    /// <summary>Called when a server's state or reason changed.</summary>
    public Action Changed { get; init; } = () => { };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await PollAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    internal async Task PollAsync(CancellationToken cancellationToken)
    {
        var answer = await admin.TrySendAsync("show stat", TimeSpan.FromSeconds(2), cancellationToken);
        IsAnswering = answer is { Length: > 0 };
        if (!IsAnswering)
            return;
        var now = Settled(ServerStatistics.Parse(answer!), _servers);
        var changed = !now.SequenceEqual(_servers);
        var text = configuration();
        if (text is not null && (changed || _savedFor != text))
        {
            // a haproxy that dies starts with the truth of half a second ago
            await states.SaveAsync(text, cancellationToken);
            _savedFor = text;
        }

        _servers = now;
        if (changed)
            Changed();
    }

    /// <summary>A server that a new worker has not checked yet is what it was: a reload is no news of it.</summary>
    internal static ImmutableArray<ServerStatus> Settled(ImmutableArray<ServerStatus> now, ImmutableArray<ServerStatus> before) =>
    [
        .. now.Select(server => server.IsChecked || server.State is not (ServerState.Up or ServerState.Down)
            ? server
            : (before.FirstOrDefault(old => old.Service == server.Service && old.Name == server.Name) is { State: ServerState.Up or ServerState.Down } known
                ? known with { IsBackup = server.IsBackup, IsChecked = false }
                : server with { State = ServerState.Unknown, Reason = "not checked yet" })),
    ];
}
