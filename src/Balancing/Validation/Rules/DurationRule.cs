using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Each duration is in a range in which it works: none that haproxy takes for "for ever", none that is a typing error of a unit. Its bounds stand on its field, and the field's CEL is made from them.</summary>
[Cel(typeof(HealthCheckSpec), null, "!has(self.interval) || duration(self.fastInterval) <= duration(self.interval)", "fastInterval is longer than interval.")]
public sealed class DurationRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        foreach (var field in SpecFields.Of(snapshot.Balancer))
        {
            if (field is { Value: Duration { IsValid: true } value, Constraints.Durations: { } range } && (value.Milliseconds < new Duration(range.Minimum).Milliseconds || value.Milliseconds > new Duration(range.Maximum).Milliseconds))
                yield return Findings.Error(field.Path, $"{value} is out of range.", $"Write {range.Minimum} to {range.Maximum}.");
        }

        var check = snapshot.Balancer.Spec.HealthCheck;
        if (check.FastInterval.IsValid && check.Interval.IsValid && check.FastInterval.Milliseconds > check.Interval.Milliseconds)
            yield return Findings.Error("spec.healthCheck.fastInterval", $"{check.FastInterval} is longer than the interval, {check.Interval}.", $"Write at most {check.Interval}.");
    }
}
