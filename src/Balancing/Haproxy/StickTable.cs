using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>How a backend remembers which server a client belongs to.</summary>
internal static class StickTable
{
    public static HaproxyText Of(AffinityPlan affinity) => affinity.Type switch
    {
        AffinityType.Source => HaproxyText.Of($"""
            stick-table type ipv6 size {affinity.Size} expire {affinity.Expire} peers {PeersSection.Name}
            stick on src
            """),
        // the session id is the 32 bytes after the 43 that begin a Hello (RFC 5246, 7.4.1)
        AffinityType.TLSSessionID => HaproxyText.Of($$"""
            # by TLS session id, of use up to TLS 1.2: from 1.3 on the id is random
            stick-table type binary len 32 size {{affinity.Size}} expire {{affinity.Expire}} peers {{PeersSection.Name}}
            acl client-hello req.ssl_hello_type 1
            acl server-hello res.ssl_hello_type 2
            tcp-request inspect-delay 5s
            tcp-request content accept if client-hello
            tcp-response content accept if server-hello
            stick on payload_lv(43,1) if client-hello
            stick store-response payload_lv(43,1) if server-hello
            """),
        _ => HaproxyText.Empty,
    };
}
