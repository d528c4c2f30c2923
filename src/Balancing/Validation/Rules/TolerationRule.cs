using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Tolerations that the API server takes in a pod: it would refuse the DaemonSets, far from the field that is wrong.</summary>
[Cel(typeof(TolerationSpec), null, "has(self.key) || self.operator == 'Exists'", "key is missing, and Equal compares one taint: write the taint's key, or operator Exists for every taint.")]
[Cel(typeof(TolerationSpec), nameof(TolerationSpec.Key), LabelKeys.Cel, "Write a taint's key as node-role.kubernetes.io/control-plane.")]
[Cel(typeof(TolerationSpec), null, "!has(self.value) || self.value == '' || self.operator == 'Equal'", "value has no meaning with operator Exists: leave it out, or write operator Equal.")]
public sealed class TolerationRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Datacenters
        .SelectMany((datacenter, index) => datacenter.Tolerations.SelectMany((toleration, place) => Check(toleration, $"spec.datacenters[{index}].tolerations[{place}]")));

    private static IEnumerable<Finding> Check(TolerationSpec toleration, string path)
    {
        if (toleration.Key is null && toleration.Operator == TolerationOperator.Equal)
            yield return Findings.Error($"{path}.key", "It is missing, and Equal compares one taint.", "Write the taint's key, or operator Exists for every taint.");
        if (toleration.Key is { } key && !LabelKeys.IsValid(key))
            yield return Findings.Error($"{path}.key", $"{Findings.Quote(key)} is no taint's key.", "Write one as node-role.kubernetes.io/control-plane.");
        if (!string.IsNullOrEmpty(toleration.Value) && toleration.Operator == TolerationOperator.Exists)
            yield return Findings.Error($"{path}.value", $"{Findings.Quote(toleration.Value)} has no meaning with operator Exists.", "Leave it out, or write operator Equal.");
    }
}
