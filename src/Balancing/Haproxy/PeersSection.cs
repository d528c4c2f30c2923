using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>Who knows the stick tables: the process that follows on a reload, and if asked for the datacenter's other nodes.</summary>
internal static class PeersSection
{
    public const string Name = "exchange-ha";
    private const string Door = "exchange-ha-peers";

    /// <summary>haproxy's own name among its peers.</summary>
    public static HaproxyText LocalPeer(DatacenterPlan datacenter) => datacenter.Peers.IsEmpty
        ? HaproxyText.Of($"localpeer {Name}")
        // the file is the same on every node of the datacenter
        : HaproxyText.Of($"localpeer \"$NODE_NAME\"");

    public static HaproxyText Of(BalancerPlan plan, DatacenterPlan datacenter)
    {
        if (!plan.HasTables)
            return HaproxyText.Empty;
        // without a node yet there is nobody to share with, and no door to open
        return plan.PeersPort is { } port && !datacenter.Peers.IsEmpty ? Shared(plan, datacenter, port) : HaproxyText.Of($"""
            # on a reload the new process learns from the old one which client belongs to which server
            peers {Name}
                peer {Name} 127.0.0.1:{plan.Ports.Peers}
            """);
    }

    private static HaproxyText Shared(BalancerPlan plan, DatacenterPlan datacenter, int port) => HaproxyText.Of($$"""
        # The new process of a reload, and the datacenter's other nodes, learn which client belongs to which server.
        peers {{Name}}
            bind 127.0.0.1:{{plan.Ports.Peers}}
            {{HaproxyText.Lines(datacenter.Peers.Select(peer => Peer(peer, port)))}}

        # The peers' protocol asks for no password: only the datacenter's nodes get through to it.
        frontend {{Door}}
            {{HaproxyText.Lines(datacenter.Peers.Select(peer => Bind(peer, port)))}}
            no log
            maxconn 50
            {{HaproxyText.Lines(datacenter.Peers.Select(peer => HaproxyText.Of($"acl peer src {peer.Address}")))}}
            tcp-request connection reject unless peer
            default_backend {{Door}}

        backend {{Door}}
            load-server-state-from-file none
            server local 127.0.0.1:{{plan.Ports.Peers}}
        """);

    /// <summary>haproxy wants its own entry without an address, for the bind line says where it listens.</summary>
    private static HaproxyText Peer(PeerPlan peer, int port) => HaproxyText.Of($"""
        .if streq("$NODE_NAME",{peer.Node:argument})
        server {peer.Node}
        .else
        server {peer.Node} {Address(peer)}:{port}
        .endif
        """);

    private static HaproxyText Bind(PeerPlan peer, int port) => HaproxyText.Of($"""
        .if streq("$NODE_NAME",{peer.Node:argument})
        bind {Address(peer)}:{port}
        .endif
        """);

    private static HaproxyText Address(PeerPlan peer) => BackendSection.Address(peer.Address.ToString());
}
