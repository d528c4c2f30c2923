using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The datacenters of a plan, with their nodes and servers.</summary>
internal static class PlannerDatacenters
{
    public static ImmutableArray<DatacenterPlan> Of(ClusterSnapshot snapshot, ImmutableArray<IPNetworkAddress> virtualAddresses)
    {
        var (spec, own) = (snapshot.Balancer.Spec, snapshot.OwnDatacenters.ToList());
        // by name, so that what the API server's list order is does not matter
        var balancing = snapshot.Nodes.Where(node => own.Exists(datacenter => NodeSelection.Selects(datacenter, node))).OrderBy(node => node.Metadata.Name, StringComparer.Ordinal).ToImmutableArray();
        // an address that is written in both clusters' resource belongs to a node in one of them
        ImmutableArray<IPAddress> peers = [.. balancing.SelectMany(node => NodeAddresses.InternalOf(node)), .. spec.Datacenters.SelectMany(datacenter => datacenter.Peers).Select(Parse).OfType<IPAddress>()];
        return [.. own.Select(datacenter => new DatacenterPlan
        {
            Name = datacenter.Name,
            Priority = datacenter.Priority,
            Interface = datacenter.Interface,
            InterfaceNetwork = InterfaceNetworks.Of(datacenter, virtualAddresses),
            State = datacenter.State,
            NodeSelector = datacenter.NodeSelector.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Tolerations = [.. datacenter.Tolerations],
            Peers = spec.Peers is null ? [] : [.. balancing.Where(node => NodeSelection.Selects(datacenter, node)).SelectMany(Peer)],
            Nodes = [.. balancing.Where(node => NodeSelection.Selects(datacenter, node)).Select(node => Node(node, datacenter, peers, snapshot.Failback))],
            Servers = Servers(spec, datacenter),
        })];
    }

    private static NodePlan Node(V1Node node, DatacenterSpec datacenter, ImmutableArray<IPAddress> routers, Failback? failback) => new()
    {
        Name = node.Metadata.Name ?? "",
        Addresses = NodeAddresses.InternalOf(node),
        Peers = [.. routers.Except(NodeAddresses.InternalOf(node))],
        StandsDown = node.Spec?.Unschedulable == true || datacenter.State == DatacenterState.Maintenance
            || node.Metadata.Annotations is { } annotations && annotations.TryGetValue(Names.StandDown, out var value) && value == "true",
        GivesWayTo = failback is { } order && order.From == node.Metadata.Name ? order.To : null,
    };

    private static IEnumerable<PeerPlan> Peer(V1Node node) =>
        NodeAddresses.InternalOf(node).OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6).Take(1).Select(address => new PeerPlan(node.Metadata.Name ?? "", address));

    private static IPAddress? Parse(string? text) => IPAddress.TryParse(text, out var address) ? address : null;

    private static ImmutableArray<ServerPlan> Servers(ExchangeBalancerSpec spec, DatacenterSpec datacenter)
    {
        var servers = datacenter.Backends.Select(backend => Server(backend, isBackup: false));
        if (spec.RemoteBackends == RemoteBackends.Backup)
            servers = servers.Concat(spec.Datacenters.Where(other => other.Name != datacenter.Name).SelectMany(other => other.Backends).Select(backend => Server(backend, isBackup: true)));
        return [.. servers];
    }

    private static ServerPlan Server(BackendSpec backend, bool isBackup) => new()
    {
        Name = backend.Name,
        Host = backend.Host,
        State = backend.State,
        Weight = backend.Weight,
        MaxConnections = backend.MaxConnections,
        IsBackup = isBackup,
    };
}
