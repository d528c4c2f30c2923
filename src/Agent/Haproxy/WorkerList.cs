using System.Collections.Immutable;
using System.Globalization;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>haproxy's processes as its master tells them in <c>show proc</c>.</summary>
/// <param name="Reloads">How often the master was reloaded, with or without success.</param>
/// <param name="Fresh">The workers that came with the last reload.</param>
/// <param name="Old">The workers before the newest one, which live as long as their connections; the oldest first.</param>
public sealed record WorkerList(int MasterPid, int Reloads, ImmutableArray<int> Fresh, ImmutableArray<int> Old)
{
    public static WorkerList? TryParse(string? answer)
    {
        (int Pid, int Reloads)? master = null;
        var workers = new List<(int Pid, int Reloads)>();
        foreach (var line in (answer ?? "").Split('\n'))
        {
            // 22527  worker  0  0d00h00m02s  2.6.12; from 2.6 on the master's count is followed by [failed: N]
            var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 3
                || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                || !int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var reloads))
                continue;
            if (words[1] == "master")
                master = (pid, reloads);
            else if (words[1] == "worker")
                workers.Add((pid, reloads));
        }

        if (master is not { } found)
            return null;
        // the newest serves, though reloads that failed since have made it count as old
        var serving = workers.Select(worker => worker.Reloads).DefaultIfEmpty().Min();
        return new(
            found.Pid,
            found.Reloads,
            [.. workers.Where(worker => worker.Reloads == 0).Select(worker => worker.Pid)],
            [.. workers.Where(worker => worker.Reloads > serving).OrderByDescending(worker => worker.Reloads).Select(worker => worker.Pid)]);
    }
}
