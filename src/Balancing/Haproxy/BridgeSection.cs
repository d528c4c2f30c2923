using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>Lines of a service at which TLS ends: of its frontend, of its backends and of their servers.</summary>
internal static class BridgeSection
{
    /// <summary>Lines of a backend.</summary>
    public static HaproxyText Sessions => HaproxyText.Of($"""
        mode http
        # NTLM signs a connection in and not a request: a client keeps its connection to a server, and nobody else ever gets it
        option http-keep-alive
        option prefer-last-server
        http-reuse never
        # Outlook Anywhere's requests are streams of small messages
        option http-no-delay
        """);

    /// <summary>Of a <c>bind</c> line. Without HTTP/2, which has no NTLM (RFC 9113 shares one connection between requests).</summary>
    public static HaproxyText BindOptions(BridgePlan bridge) => HaproxyText.Of(
        $" ssl{Words(bridge.Certificates.Select(certificate => HaproxyText.Of($" crt {certificate.File.Path}")))} ssl-min-ver {Version(bridge.MinTlsVersion)} alpn http/1.1");

    /// <summary>Of a <c>server</c> line: the name that a check indicates, and that the certificate must have, is indicated by requests as well.</summary>
    public static HaproxyText ServerOptions(PoolPlan pool, ServerPlan server)
    {
        var name = pool.Check.Sni ?? server.Host;
        return HaproxyText.Of($" ssl alpn http/1.1{(ResolversSection.IsName(name) ? HaproxyText.Of($" sni str({name:argument})") : HaproxyText.Empty)}");
    }

    /// <summary>Lines of the frontend that decide on each request.</summary>
    public static HaproxyText Requests(BalancerPlan plan, BridgePlan bridge) => HaproxyText.Lines(
    [
        HaproxyText.Of($"""
            option contstats
            # a client's connection, signed in by NTLM, lasts as long as one that is passed through
            timeout http-keep-alive {plan.Timeouts.Client}
            # a client that uses three protocols by turns keeps a connection for each; more would let a few clients use the node's files up
            max-session-srv-conns {ConnectionLimits.Kept}
            """),
        bridge.StrictTransportSecurity is { } hsts ? StrictTransportSecurity(hsts) : HaproxyText.Empty,
        bridge.Restrictions.IsEmpty ? HaproxyText.Empty : PlainPaths,
        .. bridge.Restrictions.Select((restriction, index) => Restriction(restriction, $"restricted-{index + 1}")),
        HaproxyText.Of($$"""
            http-request redirect location /owa/ code 302 if { path / }
            # what a client says of itself there is not believed
            http-request set-header X-Forwarded-For %[src]
            http-request set-header X-Forwarded-Proto https
            """),
        .. bridge.Routes.Select(route => HaproxyText.Of($$"""use_backend {{route.Pool.Name}} if { path_beg -i {{route.Path}} }""")),
    ]);

    // also on what haproxy answers by itself
    private static HaproxyText StrictTransportSecurity(StrictTransportSecuritySpec hsts) => HaproxyText.Of(
        $"http-after-response set-header Strict-Transport-Security \"max-age={hsts.MaxAgeSeconds}{HaproxyText.If(hsts.IncludeSubdomains, $"; includeSubDomains")}\"");

    /// <summary>IIS decodes and shortens a path before it looks at it, haproxy does not: what the two could read differently is refused, or it would lead around the restrictions.</summary>
    private static HaproxyText PlainPaths => HaproxyText.Of($$"""
        # no path that IIS would make another of: its beginning is plain, what is encoded is encoded rightly, and it goes up nowhere
        http-request deny deny_status 400 unless { path -m reg '^/([A-Za-z0-9][A-Za-z0-9._-]*(/([^%\\]|%[0-9A-Fa-f]{2})*)?)?$' }
        http-request deny deny_status 400 if { path,url_dec,url_dec -m reg '[/\\][.]{1,2}([/\\]|$)' }
        """);

    private static HaproxyText Restriction(RestrictionPlan restriction, string name) => HaproxyText.Lines(
    [
        .. restriction.Protocols.Select(protocol => HaproxyText.Of($"acl {name} path_beg -i {VirtualDirectories.PathOf(protocol)}")),
        .. restriction.Protocols.Where(protocol => protocol == ExchangeProtocol.powershell).Select(_ => HaproxyText.Of($"""
            # autodiscover has been made to carry requests to PowerShell (CVE-2022-41040)
            acl {name} url -m reg -i 'autodiscover.*powershell'
            acl {name} url,url_dec -m reg -i 'autodiscover.*powershell'
            """)),
        // one network a line: a line holds 64 words
        .. restriction.AllowedClients.Select(network => HaproxyText.Of($"acl {name}-client src {network.ToString()}")),
        HaproxyText.Of($"http-request deny deny_status 403 if {name} !{name}-client"),
    ]);

    private static string Version(TlsVersion version) => version is TlsVersion.VersionTLS13 ? "TLSv1.3" : "TLSv1.2";

    /// <summary>Pieces of one line.</summary>
    private static HaproxyText Words(IEnumerable<HaproxyText> words) => words.Aggregate(HaproxyText.Empty, (line, word) => HaproxyText.Of($"{line}{word}"));
}
