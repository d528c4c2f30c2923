using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Status;

/// <summary>What the nodes say of a balancer, put together, and how its certificates stand.</summary>
public sealed record Observation
{
    public required ImmutableArray<NodeObservation> Nodes { get; init; }

    public required ImmutableArray<ServerObservation> Servers { get; init; }

    public required Holder Holder { get; init; }

    /// <summary>By name.</summary>
    public ImmutableArray<CertificateObservation> Certificates { get; init; } = [];

    public static Observation Of(ClusterSnapshot snapshot)
    {
        var readyPods = snapshot.Pods.Where(Pods.IsReady).Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var nodes = snapshot.Reports
            .OrderBy(report => report.Spec.Datacenter, StringComparer.Ordinal).ThenBy(report => report.Spec.Node, StringComparer.Ordinal)
            .Select(report => new NodeObservation
            {
                Node = report.Spec.Node,
                Datacenter = report.Spec.Datacenter,
                Haproxy = report.Status?.Haproxy is { } haproxy && readyPods.Contains(haproxy.Pod) ? haproxy : null,
                Vrrp = report.Status?.Vrrp is { } vrrp && readyPods.Contains(vrrp.Pod) ? vrrp : null,
                HasReported = report.Status is { Haproxy: not null, Vrrp: not null },
            })
            .ToImmutableArray();
        return new Observation
        {
            Nodes = nodes,
            Servers = [.. snapshot.OwnDatacenters.SelectMany(datacenter => datacenter.Backends.Select(backend => See(datacenter.Name, backend, nodes)))],
            Holder = Holder.Find(nodes, snapshot),
            Certificates = CertificateObservation.Of(snapshot),
        };
    }

    private static ServerObservation See(string datacenter, BackendSpec backend, ImmutableArray<NodeObservation> nodes)
    {
        var isWished = backend.State is BackendState.Ready;
        var views = nodes
            .Where(node => node.Datacenter == datacenter && node.Haproxy is not null)
            .Select(node => node.Haproxy!.Servers?.Where(server => server.Name == backend.Name).OrderBy(server => server.Service, StringComparer.Ordinal).ToList() ?? [])
            .Where(view => view.Count > 0)
            .ToList();
        if (views.Count == 0)
            return new ServerObservation(backend.Name, datacenter, null, isWished, "no node reports");
        if (views.Any(view => view.TrueForAll(server => server.State is ServerState.Up)))
            return new ServerObservation(backend.Name, datacenter, true, isWished, "");
        var trouble = string.Join(", ", views[0].Where(server => server.State is not ServerState.Up).Select(Describe));
        return new ServerObservation(backend.Name, datacenter, false, isWished, trouble);
    }

    private static string Describe(ServerReport server) =>
        $"{server.Service} {(server.State is ServerState.Unknown ? "unchecked" : server.State.ToString().ToLowerInvariant())}{(string.IsNullOrEmpty(server.Reason) ? "" : $" ({server.Reason})")}";
}
