using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>Writes keepalived.conf of one node, for keepalived 2.2 and 2.3.</summary>
public static class KeepalivedRenderer
{
    // the name of the track file's block; what keepalived says of it in its log
    private const string TrackFileName = "haproxy";

    public static string Render(BalancerPlan plan, DatacenterPlan datacenter, NodePlan node)
    {
        var header = new ConfigurationHeader
        {
            Balancer = plan.Name,
            Datacenter = datacenter.Name,
            Node = node.Name,
            VirtualAddresses = plan.Router.Addresses,
            HealthPort = plan.Ports.Health,
            StandDown = node.StandsDown,
        };
        var body = KeepalivedText.Sections([Global(plan, node), TrackFile(), Instance(plan, datacenter, node)]);
        var text = $"{header.Render()}\n{body}\n";
        return text.Split('\n').All(line => Encoding.UTF8.GetByteCount(line) <= KeepalivedQuoting.LongestLine)
            ? text
            : throw new ConfigurationValueException("more than fits a line of keepalived");
    }

    private static KeepalivedText Global(BalancerPlan plan, NodePlan node) => KeepalivedText.Of($$"""
        global_defs {
            router_id {{node.Name}}
            vrrp_version {{plan.Router.Version}}
            # the agent beside keepalived reads every change of state here
            vrrp_notify_fifo {{Names.NotifyFifo}}
            # switches and hosts that missed the take-over are told again
            vrrp_garp_master_delay 1
            vrrp_garp_master_refresh 60
            vrrp_garp_master_refresh_repeat 1
            {{Mail(plan)}}
        }
        """);

    private static KeepalivedText Mail(BalancerPlan plan) => plan.Email is not { } email
        ? KeepalivedText.Empty
        : KeepalivedText.Of($$"""
            notification_email {
                {{KeepalivedText.Lines(email.To.Select(to => KeepalivedText.Of($"{to}")))}}
            }
            notification_email_from {{email.From}}
            # haproxy on this node relays to the mail server: no name is looked up here, where it would block VRRP
            smtp_server 127.0.0.1 {{plan.Ports.MailRelay}}
            smtp_connect_timeout {{Math.Max(1, (int)email.ConnectTimeout.TotalSeconds)}}
            """);

    private static KeepalivedText TrackFile() => KeepalivedText.Of($$"""
        # 0: haproxy on this node can serve; 1: it cannot. The agent writes it.
        # Weight 0 is FAULT: priority 0 is sent and the other side takes over at once. A weight would only lower the
        # priority, which the others notice after three advertisements.
        track_file {{TrackFileName}} {
            file {{Names.TrackFile}}
            weight 0
            # a missing file would count as healthy: made as failed, an existing one is left alone
            init_file 1
        }
        """);

    private static KeepalivedText Instance(BalancerPlan plan, DatacenterPlan datacenter, NodePlan node)
    {
        var router = plan.Router;
        // IPv4 carries the advertisements if there is any, so that reordering the addresses does not change the router
        var family = router.Addresses.All(address => address.IsIPv6) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return KeepalivedText.Of($$"""
            vrrp_instance {{plan.Name.Name}} {
                # nobody is born master: who holds the address is found out by VRRP alone
                state BACKUP
                interface {{datacenter.Interface}}
                virtual_router_id {{router.RouterId}}
                priority {{datacenter.Priority}}
                advert_int {{router.AdvertisementInterval}}
                down_timer_adverts {{router.DownAfterAdvertisements}}
                {{Preemption(router)}}
                {{Authentication(router)}}
                {{Unicast(router, node, family)}}
                {{KeepalivedText.If(plan.Email is not null, $"smtp_alert")}}
                virtual_ipaddress {
                    {{Addresses(router, family)}}
                }
                {{Excluded(router, family)}}
                track_file {
                    {{TrackFileName}}
                }
            }
            """);
    }

    private static KeepalivedText Preemption(VirtualRouterPlan router) => router.Preempt
        ? KeepalivedText.If(router.PreemptDelay > TimeSpan.Zero, $"preempt_delay {router.PreemptDelay}")
        : KeepalivedText.Of($"nopreempt");

    /// <summary>VRRPv3 has no authentication (RFC 9568, 9).</summary>
    private static KeepalivedText Authentication(VirtualRouterPlan router) => router is not { Version: 2, Password: { } password }
        ? KeepalivedText.Empty
        : KeepalivedText.Of($$"""
            # travels in clear, eight characters of it: it tells routers apart, it protects nothing
            authentication {
                auth_type PASS
                auth_pass {{VrrpPassword.Significant(password)}}
            }
            """);

    private static KeepalivedText Unicast(VirtualRouterPlan router, NodePlan node, AddressFamily family)
    {
        if (router.Transport != Api.VrrpTransport.Unicast)
            return KeepalivedText.Empty;
        var own = OfFamily(node.Addresses, family);
        return KeepalivedText.Of($$"""
            {{(own.Length == 0 ? KeepalivedText.Empty : KeepalivedText.Of($"unicast_src_ip {own[0]}"))}}
            unicast_peer {
                {{Peers(router, OfFamily(node.Peers, family), family)}}
            }
            """);
    }

    /// <summary>A node that has no peer would speak multicast: keepalived falls back to it without one, and stays in FAULT if told not to
    /// (measured, 2.2.7 and 2.3.3).</summary>
    private static KeepalivedText Peers(VirtualRouterPlan router, ImmutableArray<IPAddress> peers, AddressFamily family) => peers.Length > 0
        ? KeepalivedText.Lines(peers.Select(peer => KeepalivedText.Of($"{peer}")))
        : KeepalivedText.Of($$"""
            # no other node: without any peer keepalived would speak multicast. To the virtual address its holder speaks to itself.
            {{router.Addresses.First(address => address.Address.AddressFamily == family).Address}}
            """);

    private static ImmutableArray<IPAddress> OfFamily(ImmutableArray<IPAddress> addresses, AddressFamily family) =>
        [.. addresses.Where(address => address.AddressFamily == family)];

    private static KeepalivedText Addresses(VirtualRouterPlan router, AddressFamily family) =>
        KeepalivedText.Lines(router.Addresses.Where(address => address.Address.AddressFamily == family).Select(address => KeepalivedText.Of($"{address}")));

    /// <summary>Addresses of the other family belong to the same instance: two instances, even in a sync group, are two elections that could end differently.</summary>
    private static KeepalivedText Excluded(VirtualRouterPlan router, AddressFamily family)
    {
        var others = KeepalivedText.Lines(router.Addresses.Where(address => address.Address.AddressFamily != family).Select(address => KeepalivedText.Of($"{address}")));
        return KeepalivedText.If(others.Text.Length > 0, $$"""
            # not in the advertisements, which carry one family, but on the interface with the others, always
            virtual_ipaddress_excluded {
                {{others}}
            }
            """);
    }
}
