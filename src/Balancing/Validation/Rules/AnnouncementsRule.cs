using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>keepalived counts the times of its announcements in whole seconds (keepalived.conf(5), <c>garp_master_delay</c>, <c>garp_master_refresh</c>).</summary>
public sealed class AnnouncementsRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var announcements = snapshot.Balancer.Spec.Vip.Announcements;
        return new (string Field, Duration Value)[] { ("delay", announcements.Delay), ("refresh", announcements.Refresh) }
            .Where(entry => entry.Value.IsValid && entry.Value.Milliseconds % 1000 != 0)
            .Select(entry => Findings.Error($"spec.vip.announcements.{entry.Field}", $"{entry.Value} is no number of whole seconds.", "Write whole seconds, as 1s, or 0s for never."));
    }
}
