using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>keepalived counts the times of its announcements in whole seconds (keepalived.conf(5), <c>garp_master_delay</c>, <c>garp_master_refresh</c>).</summary>
[Cel(typeof(AnnouncementsSpec), nameof(AnnouncementsSpec.Delay), WholeSeconds, "Write whole seconds, as 1s, or 0s for never.")]
[Cel(typeof(AnnouncementsSpec), nameof(AnnouncementsSpec.Refresh), WholeSeconds, "Write whole seconds, as 1s, or 0s for never.")]
public sealed class AnnouncementsRule : IRule
{
    private const string WholeSeconds = "self.contains('d') || duration(self).getMilliseconds() % 1000 == 0";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var announcements = snapshot.Balancer.Spec.Vip.Announcements;
        return new (string Field, Duration Value)[] { ("delay", announcements.Delay), ("refresh", announcements.Refresh) }
            .Where(entry => entry.Value.IsValid && entry.Value.Milliseconds % 1000 != 0)
            .Select(entry => Findings.Error($"spec.vip.announcements.{entry.Field}", $"{entry.Value} is no number of whole seconds.", "Write whole seconds, as 1s, or 0s for never."));
    }
}
