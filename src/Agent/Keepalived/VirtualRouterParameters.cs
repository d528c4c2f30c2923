using System.Collections.Immutable;
using System.Globalization;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>What the agent has to know of keepalived's configuration: how long the others wait before they take over, on which interface, and who tells the router's state.</summary>
/// <param name="RouterIds">Of every instance in the file.</param>
/// <param name="Interface">The one that carries the addresses; null in a file without any.</param>
/// <param name="Spokesman">Whose notifications are the router's: a group's, whose instances move together and which speaks when all have, else the first instance's; null in a file without any.</param>
public sealed record VirtualRouterParameters(
    ImmutableArray<int> RouterIds, int Version, int Priority, TimeSpan AdvertisementInterval, int DownAfterAdvertisements, string? Interface = null, NotifyLine.Speaker? Spokesman = null)
{
    /// <summary>After this much silence a backup of this priority becomes master (RFC 3768 and RFC 9568, section 6.1).</summary>
    public TimeSpan MasterDownInterval =>
        (AdvertisementInterval * DownAfterAdvertisements) + ((Version == 3 ? AdvertisementInterval : TimeSpan.FromSeconds(1)) * ((256 - Priority) / 256.0));

    /// <summary>Reads a checked file; a value that is not there has keepalived's default.</summary>
    public static VirtualRouterParameters Parse(string configuration)
    {
        var words = configuration.Split('\n')
            .Select(line => line.Trim().Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line.Length > 1)
            .ToLookup(line => line[0], line => line[1], StringComparer.Ordinal);
        NotifyLine.Speaker? First(string keyword, bool isGroup) => words[keyword].FirstOrDefault() is { } name ? new(isGroup, name) : null;
        double Number(string[] keys, double @default) =>
            keys.SelectMany(key => words[key]).Select(value => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : @default).FirstOrDefault(@default);
        return new(
            [.. words["virtual_router_id"].Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Distinct()],
            (int)Number(["vrrp_version", "version"], 2),
            (int)Number(["priority"], 100),
            TimeSpan.FromSeconds(Number(["advert_int"], 1)),
            (int)Number(["down_timer_adverts", "vrrp_down_timer_adverts"], 3),
            words["interface"].FirstOrDefault(),
            First("vrrp_sync_group", isGroup: true) ?? First("vrrp_instance", isGroup: false));
    }
}
