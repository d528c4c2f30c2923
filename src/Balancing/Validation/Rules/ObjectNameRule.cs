using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The names of the objects that are made of the balancer's and its datacenters' names are no longer than a label's value, where DaemonSets put them.</summary>
[Cel(typeof(ExchangeBalancer), null, "self.spec.datacenters.all(datacenter, size(self.metadata.name) + size(datacenter.name) + size('--keepalived') <= 63)", "The names of the objects made of the balancer's and a datacenter's name would have more than 63 characters: shorten one.")]
public sealed class ObjectNameRule : IRule
{
    private const int Longest = 63;

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var balancer = snapshot.Balancer.Metadata.Name!;
        var datacenter = snapshot.Balancer.Spec.Datacenters.Select(datacenter => datacenter.Name).MaxBy(name => name.Length) ?? "";
        var name = Names.Daemon(balancer, datacenter, Names.Keepalived);
        if (name.Length > Longest)
            yield return Findings.Error("metadata.name", $"{Findings.Quote(name)}, made of it and the datacenter's name, has {name.Length} characters.", $"Shorten the balancer's or the datacenter's name by {name.Length - Longest}.");
    }
}
