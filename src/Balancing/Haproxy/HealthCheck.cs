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
            _ => HaproxyText.Of($"# checked by connecting"),
        },
    ]);

    /// <summary>What a server's own line says of its check.</summary>
    public static HaproxyText ServerOptions(PoolPlan pool, ServerPlan server) => pool.Protocol != ServiceProtocol.HTTPS
        ? HaproxyText.Empty
        // the certificate is Exchange's own, self-signed as often as not: the check asks for health, the clients judge the name
        : HaproxyText.Of($" verify none{HaproxyText.If(pool.Check.Host is null && ResolversSection.IsName(server.Host), $" check-sni {server.Host}")}");

    private static HaproxyText Pages(CheckPlan check, ImmutableArray<ServerPlan> servers) => HaproxyText.Lines(
    [
        HaproxyText.Of($"""
            # every page must answer 200: Managed Availability takes a server out of a protocol by its page
            option httpchk
            """),
        check.Host is null ? OwnHosts(servers) : HaproxyText.Empty,
        .. check.Paths.Select(path => Page(check, path)),
    ]);

    private static HaproxyText Page(CheckPlan check, string path) => HaproxyText.Of($"""
        http-check connect ssl{(check.Host is { } name && ResolversSection.IsName(name) ? HaproxyText.Of($" sni {name}") : HaproxyText.Empty)}
        http-check send meth GET uri {path} ver HTTP/1.1 hdr Host {(check.Host is { } host ? HaproxyText.Of($"{host:log-format}") : HaproxyText.Of($"%[var(check.host)]"))}
        http-check expect status 200
        """);

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
