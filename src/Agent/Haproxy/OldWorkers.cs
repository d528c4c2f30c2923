using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>Keeps the workers that outlive reloads, each with its memory and its files, to a number.</summary>
/// <remarks>
/// Not <c>mworker-max-reloads</c>: that ends a worker for its age, though it be the only old one, and with it the mail sessions that were there first.
/// Not a signal: the agent does not see haproxy's processes. A worker whose connections are ended ends by itself.
/// </remarks>
public sealed partial class OldWorkers(HaproxySocket master, TimeProvider time, ILogger logger)
{
    /// <summary>So many may be beside the one that serves.</summary>
    public const int Most = 20;

    private const int Batch = 200;
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    private int _ended;
    private long _connections;

    /// <summary>Those that were ended since this agent started.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>The clients' connections that were ended with them.</summary>
    public long EndedConnections => Volatile.Read(ref _connections);

    /// <summary>How long one may take to end; what is left of it is ended before the next reload.</summary>
    public TimeSpan EndBound { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Before a reload, by which the worker that serves becomes an old one: ends the oldest ones that would be too many.</summary>
    public async Task MakeRoomAsync(WorkerList workers, CancellationToken cancellationToken)
    {
        foreach (var pid in workers.Old.Take(workers.Old.Length - (Most - 1)))
            await EndAsync(pid, workers.Old.Length, cancellationToken);
    }

    private async Task EndAsync(int pid, int count, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var clients = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            // again and again: one that was about to be connected to its server is not there at first, and a worker without any takes a moment to go
            var sessions = await SessionsAsync(pid, cancellationToken);
            clients.UnionWith(sessions.Where(session => session.IsClients).Select(session => session.Id));
            foreach (var batch in sessions.Chunk(Batch))
                await master.TrySendAsync(string.Join('\n', batch.Select(session => $"@!{pid} shutdown session {session.Id}")), AnswerBound, cancellationToken);
            if (WorkerList.TryParse(await master.TrySendAsync("show proc", AnswerBound, cancellationToken)) is { } now && !now.Old.Contains(pid))
                break;
            if (time.GetElapsedTime(start) >= EndBound)
            {
                Log.NotEnded(logger, pid, (int)EndBound.TotalSeconds);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        }

        Interlocked.Increment(ref _ended);
        Interlocked.Add(ref _connections, clients.Count);
        Log.Ended(logger, pid, count, clients.Count);
    }

    private async Task<List<(string Id, bool IsClients)>> SessionsAsync(int pid, CancellationToken cancellationToken)
    {
        // 0x55cd0f71ae80: proto=tcpv4 src=192.0.2.7:58454 fe=https be=https srv=exch1 ...
        var answer = await master.TrySendAsync($"@!{pid} show sess", AnswerBound, cancellationToken) ?? "";
        return
        [
            .. answer.Split('\n')
                .Where(line => line.StartsWith("0x", StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal))
                // the question's own
                .Where(line => !line.Contains(" fe=GLOBAL ", StringComparison.Ordinal))
                .Select(line => (line[..line.IndexOf(':')], line.Contains(" src=", StringComparison.Ordinal) && !line.Contains(" fe=exchange-ha", StringComparison.Ordinal))),
        ];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The oldest haproxy worker, {Pid} of {Count} old ones, was ended with {Connections} connections: a reload makes one more, and they are to be no more than 20.")]
        public static partial void Ended(ILogger logger, int pid, int count, int connections);

        [LoggerMessage(2, LogLevel.Warning, "The oldest haproxy worker, {Pid}, did not end within {Seconds} s; it was asked to before the next reload.")]
        public static partial void NotEnded(ILogger logger, int pid, int seconds);
    }
}
