using System.Globalization;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Which configuration which keepalived process has read: it does not say so itself.</summary>
internal sealed record LoadedConfiguration(string Digest, int Pid, long StartTicks)
{
    /// <summary>Null when there is none, or its process is gone.</summary>
    public static LoadedConfiguration? TryRead(string path)
    {
        try
        {
            var parts = File.ReadAllText(path).Split(' ');
            return parts.Length == 3
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ProcessStat.TryRead(pid) is { IsZombie: false } stat && stat.StartTicks == ticks
                    ? new(parts[0], pid, ticks)
                    : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static void Write(string path, string digest, int pid)
    {
        if (ProcessStat.TryRead(pid) is { } stat)
            AtomicFile.Write(path, string.Create(CultureInfo.InvariantCulture, $"{digest} {pid} {stat.StartTicks}"));
    }
}
