using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>Writes haproxy.cfg of a datacenter's nodes, for haproxy 2.6 to 3.2.</summary>
public static class HaproxyRenderer
{
    /// <summary>The name of haproxy's own frontends, backends and sections begins so; a service's name must not.</summary>
    public const string ReservedPrefix = "exchange-ha";

    public static string Render(BalancerPlan plan, DatacenterPlan datacenter)
    {
        var header = new ConfigurationHeader
        {
            Balancer = plan.Name,
            Datacenter = datacenter.Name,
            VirtualAddresses = plan.Router.Addresses,
            HealthPort = plan.Ports.Health,
            Files = [.. plan.Files.Select(file => file.Name)],
        };
        var sections = HaproxyText.Sections(
        [
            GlobalSection.Of(plan, datacenter),
            DefaultsSection.Of(plan),
            ResolversSection.Of(plan, datacenter),
            PeersSection.Of(plan, datacenter),
            ClientSection.Tables(plan),
            .. plan.Pools.Select(pool => HaproxyText.Sections([FrontendSection.Of(plan, pool), .. pool.Backends.Select(backend => BackendSection.Of(plan, datacenter, backend))])),
            HealthSection.Of(plan),
            StatsSection.Of(plan),
            MetricsSection.Of(plan),
            MailSection.Of(plan, datacenter),
        ]);
        return $"{header.Render()}\n{sections}\n";
    }
}
