using System.Globalization;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>A daemon's pid file.</summary>
internal static class PidFile
{
    /// <summary>The process, or null when it does not run.</summary>
    public static int? TryRead(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Native.Exists(pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
