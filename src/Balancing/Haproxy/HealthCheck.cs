using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>How a service's servers are checked.</summary>
internal static class HealthCheck
{
    public static HaproxyText Of(PoolPlan pool, DatacenterPlan datacenter) => HaproxyText.Lines(
    [
        HaproxyText.Of($"timeout check {pool.Check.Timeout}"),
        pool.Protocol switch
        {
            ServiceProtocol.HTTPS => Pages(pool.Check, datacenter.Servers),
            ServiceProtocol.SMTP => HaproxyText.Of($"option smtpchk EHLO {pool.Check.Host ?? "localhost"}"),
            ServiceProtocol.IMAP or ServiceProtocol.IMAPS => Greeting(pool, HaproxyText.Of($"^[*] OK"), HaproxyText.Of($"bye LOGOUT")),
            ServiceProtocol.POP3 or ServiceProtocol.POP3S => Greeting(pool, HaproxyText.Of($"^[+]OK"), HaproxyText.Of($"QUIT")),
            _ => HaproxyText.Of($"# checked by connecting"),
        },
    ]);

    /// <summary>What a server's own line says of its check.</summary>
    public static HaproxyText ServerOptions(PoolPlan pool, ServerPlan server) => !pool.IsTls
        ? HaproxyText.Empty
        : HaproxyText.Of($"{Verification(pool.Check)}{HaproxyText.If(pool.Check.Sni is null && ResolversSection.IsName(server.Host), $" check-sni {server.Host}")}");

    // haproxy compares the certificate's names with the one that is indicated
    private static HaproxyText Verification(CheckPlan check) => check.Verify
        ? HaproxyText.Of($" verify required ca-file {check.Ca?.Path ?? "@system-ca"}")
        : HaproxyText.Of($" verify none");

    private static HaproxyText Greeting(PoolPlan pool, HaproxyText greeting, HaproxyText farewell) => HaproxyText.Of($"""
        # a server that accepts connections and does not greet is ill
        option tcp-check
        tcp-check connect{(pool.IsTls ? HaproxyText.Of($" {Connect(pool.Check)}") : HaproxyText.Empty)}
        tcp-check expect rstring '{greeting}'
        tcp-check send "{farewell}\r\n"
        """);

    private static HaproxyText Pages(CheckPlan check, ImmutableArray<ServerPlan> servers) => HaproxyText.Lines(
    [
        HaproxyText.Of($"""
            # every page must answer {check.ExpectedStatus}: Managed Availability takes a server out of a protocol by its page
            option httpchk
            """),
        check.Host is null ? OwnHosts(servers) : HaproxyText.Empty,
        .. check.Paths.Select(path => Page(check, path)),
    ]);

    private static HaproxyText Page(CheckPlan check, string path) => HaproxyText.Of($"""
        http-check connect {Connect(check)}
        http-check send meth GET uri {path} ver HTTP/1.1 hdr Host {(check.Host is { } host ? HaproxyText.Of($"{host:log-format}") : HaproxyText.Of($"%[var(check.host)]"))}
        http-check expect status {check.ExpectedStatus}
        """);

    /// <summary>An address is no name to indicate; <c>default</c> takes the server's own check-sni.</summary>
    private static HaproxyText Connect(CheckPlan check) => check.Sni switch
    {
        null => HaproxyText.Of($"default ssl"),
        var host when ResolversSection.IsName(host) => HaproxyText.Of($"ssl sni {host}"),
        _ => HaproxyText.Of($"ssl"),
    };

    /// <summary>The rules of a check are the backend's, so the server's name is turned into its host, one server after the other; the = keeps a host from being taken for a name.</summary>
    private static HaproxyText OwnHosts(ImmutableArray<ServerPlan> servers) => HaproxyText.Lines(
    [
        HaproxyText.Of($"""
            # each server is asked by its own host
            http-check set-var(check.host) srv_name
            """),
        .. servers.Select(server => HaproxyText.Of($"http-check set-var(check.host) var(check.host),regsub(^{server.Name:regex}$,={server.Host:argument})")),
        HaproxyText.Of($"http-check set-var(check.host) var(check.host),regsub(^=,)"),
    ]);
}
