using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary><c>global_defs</c>: what all instances of the file share.</summary>
internal static class GlobalSection
{
    public static KeepalivedText Of(BalancerPlan plan, NodePlan node) => KeepalivedText.Of($$"""
        global_defs {
            router_id {{node.Name}}
            vrrp_version {{plan.Router.Version}}
            # the agent beside keepalived reads every change of state here
            vrrp_notify_fifo {{Names.NotifyFifo}}
            {{Announcements(plan.Router.Announcements)}}
            {{Mail(plan)}}
        }
        """);

    private static KeepalivedText Announcements(AnnouncementsSpec announcements) => KeepalivedText.Of($$"""
        # how switches and hosts are told of a new holder, by gratuitous ARP and unsolicited neighbour advertisements
        vrrp_garp_master_repeat {{announcements.Repeat}}
        vrrp_garp_master_delay {{announcements.Delay.ToTimeSpan()}}
        vrrp_garp_master_refresh {{announcements.Refresh.ToTimeSpan()}}
        vrrp_garp_master_refresh_repeat {{announcements.RefreshRepeat}}
        {{Spacing(announcements.Interval.ToTimeSpan())}}
        # of two holders (a link that heals) the lower one says so once more before it gives up, or the other,
        # who may not have heard it, would not tell the network that it is the only one now
        vrrp_higher_prio_send_advert true
        """);

    private static KeepalivedText Spacing(TimeSpan interval) => KeepalivedText.If(interval > TimeSpan.Zero, $$"""
        vrrp_garp_interval {{interval}}
        vrrp_gna_interval {{interval}}
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
}
