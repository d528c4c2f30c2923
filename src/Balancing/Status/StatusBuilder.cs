using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Status;

/// <summary>Turns what is known into the status of the resource. It follows kstatus, so that Flux, Argo CD and <c>kubectl wait</c> can judge it.</summary>
public static class StatusBuilder
{
    public static ExchangeBalancerStatus Build(StatusInput input)
    {
        var spec = input.Balancer.Spec;
        var nodes = ExpectedNodes(input);
        return new ExchangeBalancerStatus
        {
            ObservedGeneration = input.Balancer.Metadata.Generation,
            Vip = spec.Vip.Addresses.FirstOrDefault()?.Split('/')[0],
            Holder = input.Observation.Holder.Node?.ToString(),
            Backends = $"{input.Observation.Servers.Count(server => server.Healthy == true)}/{input.Observation.Servers.Length}",
            Nodes = $"{nodes.Count(node => node.Observed is { IsReady: true })}/{nodes.Count}",
            Certificates = input.Observation.Certificates.IsEmpty ? null : [.. input.Observation.Certificates.Select(certificate => new CertificateStatus { Name = certificate.Name, NotAfter = certificate.End })],
            Conditions = ConditionsBuilder.Keep(input.Balancer, input.Now, Conditions(input, nodes)),
        };
    }

    /// <summary>The nodes that should balance, each with what is observed of it.</summary>
    internal static List<(string Name, NodeObservation? Observed)> ExpectedNodes(StatusInput input)
    {
        var observed = input.Observation.Nodes;
        return input.Plan is { } plan
            ? [.. plan.Datacenters.SelectMany(datacenter => datacenter.Nodes.Select(node =>
                ($"{datacenter.Name}/{node.Name}", observed.FirstOrDefault(candidate => candidate.Node == node.Name && candidate.Datacenter == datacenter.Name))))]
            : [.. observed.Select(node => (node.ToString(), (NodeObservation?)node))];
    }

    private static IEnumerable<V1Condition> Conditions(StatusInput input, List<(string Name, NodeObservation? Observed)> nodes)
    {
        var accepted = Accepted(input);
        var vip = VipAssigned(input);
        var backends = BackendsHealthy(input);
        yield return Ready(input, nodes, accepted, vip, backends);
        yield return accepted;
        yield return vip;
        yield return backends;
        if (CertificatesValid(input.Observation.Certificates) is { } certificates)
            yield return certificates;
        if (Reconciling(input, nodes) is { } reconciling)
            yield return reconciling;
        if (Stalled(input, accepted) is { } stalled)
            yield return stalled;
    }

    private static V1Condition Accepted(StatusInput input)
    {
        var errors = input.Findings.Where(finding => finding.Severity is Severity.Error).ToList();
        List<string> warnings =
        [
            .. input.Findings.Where(finding => finding.Severity is Severity.Warning).Select(finding => finding.ToString()),
            // only the node knows its interface
            .. input.Observation.Nodes.Where(node => node.Vrrp?.Warning is not null).Select(node => $"spec.vip.addresses: on {node}, {node.Vrrp!.Warning}"),
        ];
        return errors.Count > 0
            ? Condition("Accepted", "False", "Invalid", string.Join(" ", errors))
            : Condition("Accepted", "True", "Valid", warnings.Count > 0 ? string.Join(" ", warnings) : "The resource is valid.");
    }

    private static V1Condition VipAssigned(StatusInput input)
    {
        var holder = input.Observation.Holder;
        var vip = input.Balancer.Spec.Vip.Addresses.FirstOrDefault();
        return holder.State switch
        {
            HolderState.Held => Condition("VipAssigned", "True", "Held", $"{holder.Node} holds {vip}."),
            HolderState.HeldElsewhere => Condition("VipAssigned", "True", "HeldElsewhere", $"The nodes of this cluster stand by, so another cluster's holds {vip}."),
            HolderState.Verifying => Condition("VipAssigned", "Unknown", "Verifying", $"{holder.Node} holds {vip}; whether the node that held it before still does is being found out."),
            HolderState.MultipleHolders => Condition("VipAssigned", "False", "MultipleHolders", $"{string.Join(" and ", holder.Nodes)} hold {vip} at once: VRRP advertisements do not pass between them."),
            _ => Condition("VipAssigned", "False", "NoHolder", $"No node holds {vip}."),
        };
    }

    private static V1Condition BackendsHealthy(StatusInput input)
    {
        var servers = input.Observation.Servers.Where(server => server.IsWished).ToList();
        if (servers.Count == 0)
            return Condition("BackendsHealthy", "True", "AllHealthy", "Every server is in drain or maintenance, as wished.");
        if (servers.TrueForAll(server => server.Healthy is null))
            return Condition("BackendsHealthy", "Unknown", "NoReports", "No node has reported on any server.");
        var troubled = servers.Where(server => server.Healthy != true).ToList();
        return troubled.Count == 0
            ? Condition("BackendsHealthy", "True", "AllHealthy", "Every server is healthy.")
            : Condition("BackendsHealthy", "False", "ServersDown", string.Join("; ", troubled.Select(server => $"{server.Datacenter}/{server.Name}: {server.Trouble}")) + ".");
    }

    private static V1Condition? CertificatesValid(ImmutableArray<CertificateObservation> certificates)
    {
        if (certificates.IsEmpty)
            return null;
        var worst = certificates.Max(certificate => certificate.State);
        if (worst is CertificateState.Valid)
            return Condition("CertificatesValid", "True", nameof(CertificateState.Valid), "Every certificate is valid and none is due for renewal.");
        return Condition("CertificatesValid", "False", worst.ToString(), string.Join(" ", certificates.Where(certificate => certificate.State is not CertificateState.Valid).Select(Describe)));
    }

    // no days: they would change by themselves
    private static string Describe(CertificateObservation certificate) => certificate.State switch
    {
        CertificateState.Expired => $"The certificate {certificate.Name} ended at {certificate.End}.",
        CertificateState.Expiring => $"The certificate {certificate.Name} ends at {certificate.End} and was not renewed yet.",
        _ => $"The certificate {certificate.Name} cannot be shown to clients.",
    };

    private static V1Condition Ready(StatusInput input, List<(string Name, NodeObservation? Observed)> nodes, V1Condition accepted, V1Condition vip, V1Condition backends)
    {
        if (accepted.Status == "False")
            return Condition("Ready", "False", accepted.Reason, input.Observation.Nodes.Any(node => node.IsReady) ? $"{accepted.Message} The last good configuration goes on." : accepted.Message);
        if (vip.Status == "False")
            return Condition("Ready", "False", vip.Reason, vip.Message);
        // in another cluster there is somebody else to judge it
        var holder = input.Observation.Holder.Node;
        if (holder?.Haproxy is { } haproxy && input.Plan is { } plan && IsWithoutServer(plan, haproxy))
            return Condition("Ready", "False", "NoHealthyServer", $"{holder} holds the address and has no healthy server. {backends.Message}");
        var troubles = nodes.Where(node => node.Observed is not { IsReady: true }).Select(node => $"node {node.Name} is not ready").ToList();
        if (backends.Status != "True")
            troubles.Add(backends.Message.TrimEnd('.'));
        var serves = holder is null ? "A node of another cluster serves" : $"{holder} serves";
        return troubles.Count == 0
            ? Condition("Ready", "True", holder is null ? "HeldElsewhere" : "Serving", $"{serves}.")
            : Condition("Ready", "True", "Degraded", $"{serves}, but {string.Join("; ", troubles)}.");
    }

    /// <summary>As the node itself judges whether it may hold the address.</summary>
    private static bool IsWithoutServer(BalancerPlan plan, HaproxyReport haproxy) =>
        plan.Backends.Where(pool => pool.DecidesHealth).Any(pool => haproxy.Servers?.Exists(server => server.Service == pool.Name && server.State is ServerState.Up) != true);

    private static V1Condition? Reconciling(StatusInput input, List<(string Name, NodeObservation? Observed)> nodes)
    {
        if (input.Failure is { } failure)
            return Condition("Reconciling", "True", "Retrying", $"The balancer's objects could not be made as wished, which is tried again: {failure}");
        if (input.Rollout is not { } rollout)
            return null;
        List<string> work = [];
        if (nodes.Where(node => node.Observed is not { HasReported: true }).Select(node => node.Name).ToList() is { Count: > 0 } starting)
            work.Add($"{string.Join(", ", starting)}: starting");
        if (!rollout.Pending.IsEmpty)
            work.Add($"{string.Join(", ", rollout.Pending)}: new configuration on the way");
        if (!rollout.HeldBack.IsEmpty && rollout.Refusals.IsEmpty)
            work.Add($"{string.Join(", ", rollout.HeldBack)} follows when the standby has verified its configuration");
        if (!input.StalePods.IsEmpty)
            work.Add($"{input.StalePods.Length} pods to replace: {string.Join(", ", input.StalePods)}");
        return work.Count == 0 ? null : Condition("Reconciling", "True", "RollingOut", string.Join("; ", work) + ".");
    }

    private static V1Condition? Stalled(StatusInput input, V1Condition accepted)
    {
        if (accepted.Status == "False")
            return Condition("Stalled", "True", accepted.Reason, accepted.Message);
        return input.Rollout is { Refusals.IsEmpty: false } rollout
            ? Condition("Stalled", "True", "ConfigurationRefused", string.Join(" ", rollout.Refusals))
            : null;
    }

    private static V1Condition Condition(string type, string status, string reason, string message) => new() { Type = type, Status = status, Reason = reason, Message = message };
}
