using ExchangeHA.Balancing.Haproxy;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>A plan with harmless words in the place of all that an administrator wrote: what is rendered from it has the same lines, and as many words in each.</summary>
internal static class Tame
{
    public const string Word = "tame";
    public const string Mail = "tame@tame";

    public static BalancerPlan Of(BalancerPlan plan) => plan with
    {
        Name = new NamespacedName(Word, Word),
        Pools = [.. plan.Pools.Select((pool, index) => Of(pool, $"{Word}{index}"))],
        Datacenters = [.. plan.Datacenters.Select(Of)],
        Stats = plan.Stats is { } stats ? stats with { Path = "/", User = Word, Password = stats.Password is null ? null : new SensitiveText(Word) } : null,
        Email = plan.Email is { } email ? email with { Host = Host(email.Host)!, From = Mail, To = [.. email.To.Select(_ => Mail)] } : null,
        Router = plan.Router with { Password = plan.Router.Password is null ? null : new SensitiveText(Word) },
    };

    public static DatacenterPlan Of(DatacenterPlan datacenter) => datacenter with
    {
        Name = Word,
        Interface = datacenter.Interface is null ? null : Word,
        Servers = [.. datacenter.Servers.Select((server, index) => server with { Name = $"{Word}{index}", Host = Host(server.Host)! })],
    };

    private static PoolPlan Of(PoolPlan pool, string name) => pool with
    {
        Name = name,
        Check = pool.Check with { Host = Host(pool.Check.Host), Sni = Host(pool.Check.Sni) },
        Bridge = pool.Bridge is { } bridge ? bridge with { Routes = [.. bridge.Routes.Select((route, index) => route with { Pool = Of(route.Pool, $"{name}.{index}") })] } : null,
    };

    /// <summary>A name another name; an address is one in haproxy's eyes too, and stays.</summary>
    private static string? Host(string? host) => host is not null && ResolversSection.IsName(host) ? Word : host;
}
