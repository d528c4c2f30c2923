using System.Collections.Immutable;
using System.Globalization;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>haproxy's processes as its master tells them in <c>show proc</c>.</summary>
/// <param name="Reloads">How often the master was reloaded, with or without success.</param>
/// <param name="Fresh">The workers that came with the last reload.</param>
public sealed record WorkerList(int MasterPid, int Reloads, ImmutableArray<int> Fresh)
{
    public static WorkerList? TryParse(string? answer)
    {
        (int Pid, int Reloads)? master = null;
        var fresh = ImmutableArray.CreateBuilder<int>();
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
            else if (words[1] == "worker" && reloads == 0)
                fresh.Add(pid);
        }

        return master is { } found ? new(found.Pid, found.Reloads, fresh.ToImmutable()) : null;
    }
}
