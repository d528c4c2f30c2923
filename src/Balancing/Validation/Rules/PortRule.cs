using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>No two things of a balancer listen on one port.</summary>
[Cel(typeof(ExchangeBalancerSpec), nameof(ExchangeBalancerSpec.Services), "self.all(service, self.exists_one(other, other.port == service.port))", "Give each service its own port.")]
[Cel(typeof(ExchangeBalancerSpec), null, "self.vip.bind != 'Wildcard' || self.services.all(service, service.port < 19001 || service.port > 20279)", "With bind: Wildcard, services' ports are outside 19001 to 20279, which the balancers' own parts use.")]
[Cel(typeof(ExchangeBalancerSpec), null, "!has(self.stats) || self.services.all(service, service.port != self.stats.port) && (!has(self.metrics) || self.metrics.port != self.stats.port) && (!has(self.peers) || self.peers.port != self.stats.port)", "stats.port is also the port of something else: give it one of its own.")]
[Cel(typeof(ExchangeBalancerSpec), null, "!has(self.metrics) || self.services.all(service, service.port != self.metrics.port) && (!has(self.peers) || self.peers.port != self.metrics.port)", "metrics.port is also the port of something else: give it one of its own.")]
[Cel(typeof(ExchangeBalancerSpec), null, "!has(self.peers) || self.services.all(service, service.port != self.peers.port)", "peers.port is also the port of a service: give it one of its own.")]
[Cel(typeof(StatsSpec), nameof(StatsSpec.Port), OutsideOwn, OutsideOwnMessage)]
[Cel(typeof(MetricsSpec), nameof(MetricsSpec.Port), OutsideOwn, OutsideOwnMessage)]
[Cel(typeof(PeersSpec), nameof(PeersSpec.Port), OutsideOwn, OutsideOwnMessage)]
public sealed class PortRule : IRule
{
    private const string OutsideOwn = "self < 19001 || self > 20279";
    private const string OutsideOwnMessage = "It is one of the ports that the balancers' own parts use on 127.0.0.1: choose one outside 19001 to 20279.";

    // of every router id, so that balancers that come later do not collide either
    private static readonly int FirstOwn = new Ports(1).Health;
    private static readonly int LastOwn = new Ports(255).Peers;

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        var seen = new Dictionary<int, string>();
        for (var index = 0; index < spec.Services.Count; index++)
        {
            var (path, port) = ($"spec.services[{index}].port", spec.Services[index].Port);
            if (!seen.TryAdd(port, path))
                yield return Findings.Error(path, $"{port} is also {seen[port]}.", "Give each service its own port.");
            else if (spec.Vip.Bind == BindMode.Wildcard && IsOwn(port))
                yield return Own(path, port);
        }

        if (spec.Services.Count == 0)
            seen.Add(443, "the port of the default service https");
        foreach (var (path, port) in NodePorts(spec))
        {
            if (!seen.TryAdd(port, path))
                yield return Findings.Error(path, $"{port} is also {seen[port]}.", "Give it a port of its own.");
            else if (IsOwn(port))
                yield return Own(path, port);
        }
    }

    /// <summary>What listens on the node beside the services.</summary>
    internal static IEnumerable<(string Path, int Port)> NodePorts(ExchangeBalancerSpec spec)
    {
        if (spec.Stats is { } stats)
            yield return ("spec.stats.port", stats.Port);
        if (spec.Metrics is { } metrics)
            yield return ("spec.metrics.port", metrics.Port);
        if (spec.Peers is { } peers)
            yield return ("spec.peers.port", peers.Port);
    }

    private static bool IsOwn(int port) => port >= FirstOwn && port <= LastOwn;

    private static Finding Own(string path, int port) =>
        Findings.Error(path, $"{port} is one of the ports that the balancers' own parts use on 127.0.0.1.", $"Choose one outside {FirstOwn} to {LastOwn}.");
}
