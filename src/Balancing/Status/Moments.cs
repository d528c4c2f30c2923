using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Status;

/// <summary>What happened between two observations: the address moved, a server went down or came up, a configuration was applied or refused, a certificate was renewed or is about to end.</summary>
public static class Moments
{
    public const string AddressLost = nameof(AddressLost);
    public const string AddressMoved = nameof(AddressMoved);
    public const string ConfigurationRefused = nameof(ConfigurationRefused);
    public const string ConnectionsEnded = nameof(ConnectionsEnded);

    public static IEnumerable<Moment> Between(Observation before, Observation after) =>
        Holders(before, after).Concat(Servers(before, after)).Concat(Nodes(before, after)).Concat(Certificates(before, after));

    private static IEnumerable<Moment> Holders(Observation before, Observation after)
    {
        var (from, to) = (before.Holder.Node?.ToString(), after.Holder.Node?.ToString());
        if (from == to)
            yield break;
        yield return (from, to, after.Holder.State) switch
        {
            (_, null, HolderState.HeldElsewhere) => new Moment(false, AddressMoved, "Move", $"The address moved from {from} to a node of another cluster."),
            (_, null, _) => new Moment(true, AddressLost, "Lose", $"{from} gave the address up and no node holds it."),
            (null, _, _) => new Moment(false, AddressMoved, "Move", $"{to} took the address."),
            _ => new Moment(false, AddressMoved, "Move", $"The address moved from {from} to {to}."),
        };
    }

    private static IEnumerable<Moment> Servers(Observation before, Observation after)
    {
        foreach (var server in after.Servers)
        {
            var old = before.Servers.FirstOrDefault(candidate => candidate.Name == server.Name && candidate.Datacenter == server.Datacenter);
            // a server that nobody speaks of is no news: the node that spoke of it is
            if (old is null || server.Healthy is null || old.Healthy == server.Healthy)
                continue;
            if (server.Healthy == true)
            {
                if (old.Healthy == false)
                    yield return new Moment(false, "ServerUp", "Check", $"{server.Datacenter}/{server.Name} is healthy again.");
            }
            else if (server.IsWished)
            {
                yield return new Moment(true, "ServerDown", "Check", $"{server.Datacenter}/{server.Name} is down: {server.Trouble}.");
            }
        }
    }

    private static IEnumerable<Moment> Nodes(Observation before, Observation after)
    {
        foreach (var node in after.Nodes)
        {
            var old = before.Nodes.FirstOrDefault(candidate => candidate.Node == node.Node && candidate.Datacenter == node.Datacenter);
            foreach (var moment in Configurations(node, Names.Haproxy, old?.Haproxy?.Revision, node.Haproxy?.Revision, old?.Haproxy?.Refused, node.Haproxy?.Refused)
                .Concat(Configurations(node, Names.Keepalived, old?.Vrrp?.Revision, node.Vrrp?.Revision, old?.Vrrp?.Refused, node.Vrrp?.Refused)))
            {
                yield return moment;
            }

            if (node.Haproxy is { EndedWorkers: { } ended } haproxy && ended > EndedBefore(old, haproxy.Pod))
                yield return new Moment(true, ConnectionsEnded, "End", $"{node} ended its oldest haproxy process with the connections that it still had: changes had made more than 20.");
        }
    }

    // by pod: another one counts from nothing, and one that nobody spoke of before may have ended them long ago
    private static int EndedBefore(NodeObservation? old, string? pod) =>
        old?.Haproxy is { } before && before.Pod == pod ? before.EndedWorkers ?? 0 : int.MaxValue;

    private static IEnumerable<Moment> Configurations(NodeObservation node, string daemon, string? from, string? to, RefusedConfiguration? refusedBefore, RefusedConfiguration? refused)
    {
        if (to is not null && to != from)
            yield return new Moment(false, "ConfigurationApplied", "Apply", $"{node} runs {daemon} configuration {Revision.Short(to)}.");
        if (refused is not null && refused != refusedBefore)
            yield return new Moment(true, ConfigurationRefused, "Apply", $"{node} refused {daemon} configuration {Revision.Short(refused.Revision)}: {refused.Message}");
    }

    private static IEnumerable<Moment> Certificates(Observation before, Observation after)
    {
        foreach (var certificate in after.Certificates)
        {
            // one that was named only now is no news
            if (before.Certificates.FirstOrDefault(candidate => candidate.Name == certificate.Name) is not { } old)
                continue;
            if (certificate.NotAfter != old.NotAfter && certificate.State is CertificateState.Valid or CertificateState.Expiring)
                yield return new Moment(false, "CertificateRenewed", "Renew", $"The certificate {certificate.Name} is a new one, which ends at {certificate.End}.");
            if (certificate.State == old.State)
                continue;
            if (certificate.State is CertificateState.Expiring)
                yield return new Moment(true, "CertificateExpiring", "Expire", $"The certificate {certificate.Name} ends at {certificate.End} and was not renewed yet.");
            else if (certificate.State is CertificateState.Expired)
                yield return new Moment(true, "CertificateExpired", "Expire", $"The certificate {certificate.Name} ended at {certificate.End}: clients refuse it.");
        }
    }
}
