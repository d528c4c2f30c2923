using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>No two things of a balancer listen on one port.</summary>
public sealed class PortRule : IRule
{
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
