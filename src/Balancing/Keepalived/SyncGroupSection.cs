using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>Holds the routers of both families together: the group becomes master when every one of them would, and backup or faulty with the first.</summary>
internal static class SyncGroupSection
{
    public static KeepalivedText Of(BalancerPlan plan, ImmutableArray<InstancePlan> instances) => KeepalivedText.If(instances.Length > 1, $$"""
        # IPv4 and IPv6 are on one node, always
        vrrp_sync_group {{InstancePlan.NameOf(plan)}} {
            group {
                {{KeepalivedText.Lines(instances.Select(instance => KeepalivedText.Of($"{instance.Name}")))}}
            }
            {{KeepalivedText.If(plan.Email is not null, $"smtp_alert")}}
        }
        """);
}
