using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The comment lines that every rendered file begins with: whom it is for, and what the agents need to know beside the daemon's own configuration.</summary>
public sealed record ConfigurationHeader
{
    private const string MadeFor = "# exchange-ha: made for ExchangeBalancer ";
    private const string InDatacenter = ", datacenter ";
    private const string OnNode = ", node ";
    private const string Warning = "; changes here are overwritten";
    private const string AddressesKey = "# virtual-addresses:";
    private const string HealthPortKey = "# health-port:";
    private const string FilesKey = "# files:";
    private const string InterfaceNetworkKey = "# interface-network:";
    private const string StandDownKey = "# stand-down:";
    private const string GivesWayKey = "# gives-way-to:";

    public required NamespacedName Balancer { get; init; }

    public required string Datacenter { get; init; }

    /// <summary>The node of a keepalived file; null in a haproxy file, which serves every node of the datacenter.</summary>
    public string? Node { get; init; }

    public required ImmutableArray<IPNetworkAddress> VirtualAddresses { get; init; }

    /// <summary><see cref="Ports.Health"/>.</summary>
    public required int HealthPort { get; init; }

    /// <summary>The names of the files that the configuration needs beside it; see <see cref="AuxiliaryFile"/>.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The network by which the node finds the interface that <see cref="Keepalived.InterfacePlaceholder"/> stands for; null where the file names it.</summary>
    public IPNetworkAddress? InterfaceNetwork { get; init; }

    /// <summary>Whether the node shall not hold the address; null in a haproxy file. A comment, so that a change of it restarts nothing.</summary>
    public bool? StandDown { get; init; }

    /// <summary>See <see cref="NodePlan.GivesWayTo"/>; a comment for the same reason.</summary>
    public string? GivesWayTo { get; init; }

    /// <summary>The lines, each with its newline.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        text.Append(MadeFor).Append(Name(Balancer.ToString())).Append(InDatacenter).Append(Name(Datacenter));
        if (Node is not null)
            text.Append(OnNode).Append(Name(Node));
        text.Append(Warning).Append('\n');
        text.Append(AddressesKey).Append(' ').AppendJoin(' ', VirtualAddresses).Append('\n');
        text.Append(HealthPortKey).Append(' ').Append(HealthPort.ToString(CultureInfo.InvariantCulture)).Append('\n');
        if (!Files.IsEmpty)
            text.Append(FilesKey).Append(' ').AppendJoin(' ', Files.Select(Name)).Append('\n');
        if (InterfaceNetwork is { } network)
            text.Append(InterfaceNetworkKey).Append(' ').Append(network).Append('\n');
        if (StandDown is { } standDown)
            text.Append(StandDownKey).Append(standDown ? " true\n" : " false\n");
        if (GivesWayTo is { } other)
            text.Append(GivesWayKey).Append(' ').AppendJoin(' ', other.Split(' ').Select(Name)).Append('\n');
        return text.ToString();
    }

    /// <summary>Reads the header of a whole file; false when it does not begin with one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ConfigurationHeader? header)
    {
        header = null;
        var lines = Comments(text ?? "");
        if (lines.Count < 3 || !TryParseFirstLine(lines[0], out var balancer, out var datacenter, out var node))
            return false;
        if (!TryParseAddresses(ValueOf(lines, AddressesKey), out var addresses)
            || !int.TryParse(ValueOf(lines, HealthPortKey), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        string[] files = [.. (ValueOf(lines, FilesKey) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (!Array.TrueForAll(files, IsFileName))
            return false;

        bool? standDown = null;
        if (ValueOf(lines, StandDownKey) is { } value)
        {
            if (!bool.TryParse(value, out var parsed))
                return false;
            standDown = parsed;
        }

        IPNetworkAddress? network = null;
        if (ValueOf(lines, InterfaceNetworkKey) is { } networkText)
        {
            if (!IPNetworkAddress.TryParse(networkText, out var parsed))
                return false;
            network = parsed;
        }

        header = new ConfigurationHeader
        {
            Balancer = balancer,
            Datacenter = datacenter,
            Node = node,
            VirtualAddresses = addresses,
            HealthPort = port,
            Files = [.. files],
            InterfaceNetwork = network,
            StandDown = standDown,
            GivesWayTo = ValueOf(lines, GivesWayKey),
        };
        return true;
    }

    public bool Equals(ConfigurationHeader? other) =>
        other is not null && Balancer == other.Balancer && Datacenter == other.Datacenter && Node == other.Node
        && VirtualAddresses.SequenceEqual(other.VirtualAddresses) && HealthPort == other.HealthPort && Files.SequenceEqual(other.Files)
        && InterfaceNetwork == other.InterfaceNetwork && StandDown == other.StandDown && GivesWayTo == other.GivesWayTo;

    public override int GetHashCode() => HashCode.Combine(Balancer, Datacenter, Node, VirtualAddresses.Length, HealthPort, InterfaceNetwork, HashCode.Combine(StandDown, GivesWayTo));

    private static List<string> Comments(string text) =>
        text.Split('\n').Select(line => line.TrimEnd('\r')).TakeWhile(line => line.StartsWith('#')).ToList();

    private static string? ValueOf(List<string> lines, string key) =>
        lines.Find(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();

    private static bool TryParseFirstLine(string line, out NamespacedName balancer, out string datacenter, out string? node)
    {
        (balancer, datacenter, node) = (default, "", null);
        if (!line.StartsWith(MadeFor, StringComparison.Ordinal) || !line.EndsWith(Warning, StringComparison.Ordinal))
            return false;
        var rest = line[MadeFor.Length..^Warning.Length];
        if (rest.IndexOf(OnNode, StringComparison.Ordinal) is >= 0 and var atNode)
        {
            node = rest[(atNode + OnNode.Length)..];
            rest = rest[..atNode];
        }

        if (rest.IndexOf(InDatacenter, StringComparison.Ordinal) is not (> 0 and var atDatacenter))
            return false;
        datacenter = rest[(atDatacenter + InDatacenter.Length)..];
        var name = rest[..atDatacenter].Split('/');
        balancer = name.Length == 2 ? new NamespacedName(name[0], name[1]) : new NamespacedName("", name[0]);
        return name.Length <= 2 && datacenter.Length > 0;
    }

    private static bool TryParseAddresses(string? text, out ImmutableArray<IPNetworkAddress> addresses)
    {
        addresses = [];
        if (text is null)
            return false;
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IPNetworkAddress.TryParse(part, out var address))
                return false;
            addresses = addresses.Add(address);
        }

        return true;
    }

    /// <summary>No other directory's.</summary>
    private static bool IsFileName(string name) => name[0] is not '.' && name.All(character => char.IsAsciiLetterOrDigit(character) || "-_.".Contains(character));

    /// <summary>Kubernetes names hold neither spaces nor commas; anything else would not be read back, or would end the comment.</summary>
    private static string Name(string value) =>
        value.Length > 0 && value.All(character => char.IsAsciiLetterOrDigit(character) || "-_./".Contains(character))
            ? value
            : throw new ArgumentException("A name in a configuration's header may hold letters, digits, '-', '_', '.' and '/' only.", nameof(value));
}
