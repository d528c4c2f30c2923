using System.Net;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Networks of clients are networks: 10.1.2.3/8 is a mistake in one half or the other.</summary>
[Cel(typeof(ServiceSpec), nameof(ServiceSpec.AllowedClients), CelAddress.IsAddressWithLength, "Write a network as 10.0.0.0/8 or 2001:db8::/32.", EachItem = true)]
[Cel(typeof(ServiceSpec), nameof(ServiceSpec.AllowedClients), CelAddress.IsNetwork, "Write the first address of the network, as 10.0.0.0/8, or a host without a length.", EachItem = true)]
[Cel(typeof(ServiceSpec), nameof(ServiceSpec.AllowedClients), Once, "Write each network once.")]
[Cel(typeof(MetricsSpec), nameof(MetricsSpec.AllowedClients), CelAddress.IsAddressWithLength, "Write a network as 10.0.0.0/8 or 2001:db8::/32.", EachItem = true)]
[Cel(typeof(MetricsSpec), nameof(MetricsSpec.AllowedClients), CelAddress.IsNetwork, "Write the first address of the network, as 10.0.0.0/8, or a host without a length.", EachItem = true)]
[Cel(typeof(MetricsSpec), nameof(MetricsSpec.AllowedClients), Once, "Write each network once.")]
public sealed class ClientNetworkRule : IRule
{
    private const string Once = "[self.map(network, network.contains('/') ? network : network + (network.contains(':') ? '/128' : '/32'))].all(networks, networks.all(network, networks.exists_one(other, other == network)))";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        return spec.Services.SelectMany((service, index) => Check(service.AllowedClients, $"spec.services[{index}].allowedClients"))
            .Concat(spec.Services.SelectMany((service, at) => (service.Bridging?.Restrictions ?? [])
                .SelectMany((restriction, index) => Check(restriction.AllowedClients, $"spec.services[{at}].bridging.restrictions[{index}].allowedClients"))))
            .Concat(Check(spec.Metrics?.AllowedClients ?? [], "spec.metrics.allowedClients"));
    }

    private static IEnumerable<Finding> Check(List<string> networks, string list)
    {
        var seen = new Dictionary<IPNetworkAddress, string>();
        for (var index = 0; index < networks.Count; index++)
        {
            var (path, text) = ($"{list}[{index}]", networks[index]);
            if (!IPNetworkAddress.TryParse(text, out var network))
                yield return Findings.Error(path, $"{Findings.Quote(text)} is no network.", "Write one as 10.0.0.0/8 or 2001:db8::/32.");
            else if (Base(network) is var address && !address.Equals(network.Address))
                yield return Findings.Error(path, $"{text} is a host in the network {address}/{network.PrefixLength}.", $"Write {address}/{network.PrefixLength}, or {network.Address} for the host alone.");
            else if (!seen.TryAdd(network, path))
                yield return Findings.Error(path, $"{text} is also {seen[network]}.", "Write each network once.");
        }
    }

    /// <summary>The network's own address: all host bits 0.</summary>
    private static IPAddress Base(IPNetworkAddress network)
    {
        var bytes = network.Address.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
