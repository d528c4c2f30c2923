using System.Collections.Immutable;
using System.Globalization;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>The text of <c>show servers state</c>, from which a new worker learns which servers are dead.</summary>
public static class ServerStates
{
    /// <summary>The columns (haproxy management guide, <c>show servers state</c>).</summary>
    internal const int Backend = 1;
    internal const int Server = 3;
    internal const int Weight = 7;
    private const int AdministrativeState = 6;
    private const int FirstWeight = 8;
    private const int Name = 17;
    private const int Port = 18;

    // SRV_ADMF_FMAINT, _CMAINT and _FDRAIN in haproxy's server-t.h: what was asked for, at run time or in a configuration
    private const int Maintenance = 1;
    private const int AskedFor = Maintenance | 4 | 8;

    /// <summary>What a worker of the given configuration may be told.</summary>
    /// <remarks>
    /// haproxy lets the file's port win over the configuration's, so the port is the configuration's here (measured on 2.6: a changed port was ignored
    /// after the reload). A server whose host name changed is another one and is left out. So are the product's own proxies: a gate that was
    /// closed for one hand-over would stay closed in the next life. Weights and maintenance are the configuration's too: haproxy would keep what
    /// it was told at run time.
    /// </remarks>
    public static string For(string configuration, string states)
    {
        var servers = ServerAddresses(configuration);
        var settings = ServerSettings.In(configuration);
        var kept = states.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Select(line =>
        {
            var words = line.Split(' ');
            if (words.Length <= Port || line[0] == '#')
                return line;
            if (!servers.TryGetValue((words[Backend], words[Server]), out var address) || (words[Name] != "-" && words[Name] != address.Host))
                return null;
            words[Port] = address.Port;
            if (settings.TryGetValue((words[Backend], words[Server]), out var wanted))
            {
                words[Weight] = words[FirstWeight] = wanted.Weight.ToString(CultureInfo.InvariantCulture);
                words[AdministrativeState] = (AdministrativeStateOf(words) & ~AskedFor).ToString(CultureInfo.InvariantCulture);
            }

            return string.Join(' ', words);
        });
        return string.Join('\n', kept.OfType<string>()) + "\n";
    }

    /// <summary>Whether a line's server is in maintenance because that was asked for.</summary>
    internal static bool IsInMaintenance(string[] words) => (AdministrativeStateOf(words) & Maintenance) != 0;

    private static int AdministrativeStateOf(string[] words) => int.TryParse(words[AdministrativeState], NumberStyles.None, CultureInfo.InvariantCulture, out var state) ? state : 0;

    private static ImmutableDictionary<(string Backend, string Server), (string Host, string Port)> ServerAddresses(string configuration)
    {
        var servers = ImmutableDictionary.CreateBuilder<(string, string), (string, string)>();
        var backend = "";
        foreach (var line in configuration.Split('\n'))
        {
            var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (char.IsAsciiLetter(line[0]))
                backend = words[0] is "backend" or "listen" && words.Length > 1 && !words[1].StartsWith(ServerStatistics.InternalPrefix, StringComparison.Ordinal) ? words[1] : "";
            else if (words[0] == "server" && words.Length > 2 && backend.Length > 0 && words[2].LastIndexOf(':') is > 0 and var colon)
                servers[(backend, words[1].Trim('"'))] = (words[2][..colon].Trim('"', '[', ']'), words[2][(colon + 1)..].Trim('"'));
        }

        return servers.ToImmutable();
    }
}
