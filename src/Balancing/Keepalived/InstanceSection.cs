using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>A <c>vrrp_instance</c>.</summary>
internal static class InstanceSection
{
    /// <param name="isAlone">False in a group, which sends the mails then.</param>
    public static KeepalivedText Of(BalancerPlan plan, DatacenterPlan datacenter, NodePlan node, InstancePlan instance, bool isAlone)
    {
        var router = plan.Router;
        return KeepalivedText.Of($$"""
            vrrp_instance {{instance.Name}} {
                # nobody is born master: who holds the address is found out by VRRP alone
                state BACKUP
                {{Interface(datacenter)}}
                {{KeepalivedText.If(instance.Version != router.Version, $"version {instance.Version}")}}
                virtual_router_id {{router.RouterId}}
                priority {{datacenter.Priority}}
                advert_int {{router.AdvertisementInterval}}
                down_timer_adverts {{router.DownAfterAdvertisements}}
                {{Preemption(router)}}
                {{Authentication(router, instance)}}
                {{UnicastSection.Of(router, node, instance)}}
                {{KeepalivedText.If(plan.Email is not null && isAlone, $"smtp_alert")}}
                virtual_ipaddress {
                    {{Lines(instance.Addresses)}}
                }
                {{Excluded(instance)}}
                track_file {
                    {{TrackFileSection.Name}}
                }
            }
            """);
    }

    private static KeepalivedText Interface(DatacenterPlan datacenter) => datacenter.Interface is { } name
        ? KeepalivedText.Of($"interface {name}")
        : KeepalivedText.Of($"""
            # the agent writes here the one that has an address in the network named above
            interface {InterfacePlaceholder.Word}
            """);

    private static KeepalivedText Preemption(VirtualRouterPlan router) => router.Preempt
        ? KeepalivedText.If(router.PreemptDelay > TimeSpan.Zero, $"preempt_delay {router.PreemptDelay}")
        : KeepalivedText.Of($"nopreempt");

    /// <summary>VRRPv3 has no authentication (RFC 9568, 9).</summary>
    private static KeepalivedText Authentication(VirtualRouterPlan router, InstancePlan instance) => instance.Version != 2 || router.Password is not { } password
        ? KeepalivedText.Empty
        : KeepalivedText.Of($$"""
            # travels in clear, eight characters of it: it tells routers apart, it protects nothing
            authentication {
                auth_type PASS
                auth_pass {{VrrpPassword.Significant(password)}}
            }
            """);

    private static KeepalivedText Excluded(InstancePlan instance) => KeepalivedText.If(!instance.Excluded.IsEmpty, $$"""
        # not in the advertisements, which carry one family, but on the interface with the others, always
        virtual_ipaddress_excluded {
            {{Lines(instance.Excluded)}}
        }
        """);

    private static KeepalivedText Lines(ImmutableArray<IPNetworkAddress> addresses) => KeepalivedText.Lines(addresses.Select(address => KeepalivedText.Of($"{address}")));
}
