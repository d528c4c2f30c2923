using System.Text;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Planning;

public sealed class PlannerTests
{
    [Fact]
    public void Without_services_https_is_served_and_checked_by_ews()
    {
        var pool = Planner.Plan(Snapshot()).Pools.ShouldHaveSingleItem();
        (pool.Name, pool.Port, pool.TargetPort, pool.Protocol, pool.DecidesHealth).ShouldBe(("https", 443, 443, ServiceProtocol.HTTPS, true));
        pool.Check.Paths.ShouldBe(["/ews/healthcheck.htm"]);
        pool.Check.Host.ShouldBeNull();
    }

    [Fact]
    public void Every_protocol_has_its_page()
    {
        var pages = Planner.Plan(Snapshot(spec => spec.HealthCheck.Protocols = [.. Enum.GetValues<ExchangeProtocol>()])).Pools[0].Check.Paths;
        pages.ShouldBe(["/owa/healthcheck.htm", "/ecp/healthcheck.htm", "/ews/healthcheck.htm", "/mapi/healthcheck.htm", "/rpc/healthcheck.htm", "/oab/healthcheck.htm",
            "/autodiscover/healthcheck.htm", "/Microsoft-Server-ActiveSync/healthcheck.htm", "/PowerShell/healthcheck.htm"]);
    }

    [Fact]
    public void Mail_decides_who_may_hold_the_address_only_when_there_is_no_https()
    {
        ServiceSpec smtp = new() { Name = "smtp", Port = 25, Protocol = ServiceProtocol.SMTP }, https = new() { Name = "https", Port = 443, TargetPort = 8443 };
        var both = Planner.Plan(Snapshot(spec => spec.Services = [smtp, https])).Pools;
        both.Select(pool => (pool.Name, pool.DecidesHealth, pool.TargetPort)).ShouldBe([("smtp", false, 25), ("https", true, 8443)]);
        both[0].Check.Paths.ShouldBeEmpty();
        Planner.Plan(Snapshot(spec => spec.Services = [smtp])).Pools[0].DecidesHealth.ShouldBeTrue();
    }

    [Theory]
    [InlineData("1s", "10.0.0.1", 2)]
    [InlineData("3s", "10.0.0.1", 2)]
    [InlineData("100ms", "10.0.0.1", 3)]
    [InlineData("1500ms", "10.0.0.1", 3)]
    [InlineData("1s", "fd00::1", 3)]
    [InlineData("1s", "10.0.0.1", 3, 3)]
    [InlineData("1s", "fd00::1", 2, 2)]
    public void The_version_is_the_given_one_or_follows_from_interval_and_family(string interval, string address, int version, int? given = null) =>
        Planner.Plan(Snapshot(spec => (spec.Vip.AdvertisementInterval, spec.Vip.Addresses, spec.Vip.VrrpVersion) = (interval, [address], given))).Router.Version.ShouldBe(version);

    [Fact]
    public void The_router_id_is_the_given_one_or_a_hash_that_never_changes()
    {
        Planner.Plan(Snapshot(spec => spec.Vip.VirtualRouterID = 7)).Router.RouterId.ShouldBe(7);
        // pinned: clusters that share an address must agree on it across versions of this program
        Planner.Plan(Snapshot(spec => spec.Vip.Addresses = ["172.30.129.131/24"])).Router.RouterId.ShouldBe(PinnedRouterId);
        Planner.Plan(Snapshot(spec => spec.Vip.Addresses = ["172.30.129.131"])).Router.RouterId.ShouldBe(PinnedRouterId);
        var ids = Enumerable.Range(1, 250).Select(part => RouterIds.Default(new(System.Net.IPAddress.Parse($"10.0.0.{part}"), 32))).ToList();
        ids.ShouldAllBe(id => id >= 1 && id <= 255);
        ids.Distinct().Count().ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Nodes_are_chosen_by_label_sorted_by_name_and_know_all_others()
    {
        var plan = Planner.Plan(new GoldenCase("unicast").Snapshot());
        plan.Datacenters[0].Nodes.Select(node => node.Name).ShouldBe(["node-a", "node-c"]);
        plan.Datacenters[1].Nodes.Select(node => node.Name).ShouldBe(["node-b"]);
        plan.Datacenters[0].Nodes[0].Addresses.Select(address => address.ToString()).ShouldBe(["172.30.129.11", "fd00::11"]);
        plan.Datacenters[0].Nodes[0].Peers.Select(address => address.ToString()).ShouldBe(["172.30.129.12", "fd00::12", "172.30.129.13"]);
    }

    [Fact]
    public void Peers_outside_the_cluster_are_spoken_to_and_a_nodes_own_address_is_none_of_its_peers()
    {
        var plan = Planner.Plan(new GoldenCase("unicast-peers").Snapshot());
        plan.Datacenters[0].Nodes.Single().Peers.Select(address => address.ToString()).ShouldBe(["172.30.129.12", "172.30.129.13", "172.30.129.14"]);
    }

    [Theory]
    [InlineData("eth0", null, null)]
    [InlineData(null, null, "172.30.129.0/24")]
    [InlineData(null, "172.30.130.0/24", "172.30.130.0/24")]
    public void The_interface_is_named_or_told_by_a_network(string? name, string? network, string? expected)
    {
        var plan = Planner.Plan(Snapshot(spec =>
        {
            spec.Vip.Addresses = ["10.0.0.1", "172.30.129.131/24"];
            (spec.Datacenters[0].Interface, spec.Datacenters[0].InterfaceNetwork) = (name, network);
        }));
        (plan.Datacenters[0].Interface, plan.Datacenters[0].InterfaceNetwork?.ToString()).ShouldBe((name, expected));
    }

    [Theory]
    [InlineData("172.30.129.131/20", "172.30.128.0/20")]
    [InlineData("172.30.129.131/32", "172.30.129.131/32")]
    [InlineData("172.30.129.131/0", "0.0.0.0/0")]
    [InlineData("fd00:1:2:3ff::131/58", "fd00:1:2:3c0::/58")]
    public void An_address_has_a_network(string text, string network)
    {
        IPNetworkAddress.TryParse(text, out var address).ShouldBeTrue();
        address.Network.ToString().ShouldBe(network);
        address.Contains(address.Network.Address).ShouldBeTrue();
    }

    [Fact]
    public void A_node_stands_down_when_cordoned_annotated_or_in_a_datacenter_in_maintenance()
    {
        var plan = Planner.Plan(new GoldenCase("drain-and-maintenance").Snapshot());
        plan.Datacenters.SelectMany(datacenter => datacenter.Nodes).Select(node => (node.Name, node.StandsDown))
            .ShouldBe([("node-a", true), ("node-b", true), ("node-c", true), ("node-d", false)]);
    }

    [Fact]
    public void Remote_servers_are_backups_after_the_local_ones()
    {
        var plan = Planner.Plan(new GoldenCase("remote-backends").Snapshot());
        plan.Datacenters[1].Servers.Select(server => (server.Name, server.IsBackup)).ShouldBe([("exch3", false), ("exch4", false), ("exch1", true), ("exch2", true)]);
        Planner.Plan(new GoldenCase("recipe").Snapshot()).Datacenters[1].Servers.ShouldAllBe(server => !server.IsBackup);
    }

    [Theory]
    [InlineData("secret", "secret")]
    [InlineData("secret\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData(" secret ", " secret ")]
    public void A_password_loses_its_trailing_newline(string stored, string expected)
    {
        var snapshot = Snapshot(spec => spec.Vip.Authentication = Reference("key"));
        var secret = new V1Secret { Metadata = new() { Name = "s" }, Data = new Dictionary<string, byte[]> { ["key"] = Encoding.UTF8.GetBytes(stored) } };
        Planner.Plan(snapshot with { Secrets = snapshot.Secrets.Add("s", secret) }).Router.Password!.Reveal.ShouldBe(expected);
    }

    [Fact]
    public void A_missing_secret_or_key_is_no_password()
    {
        var snapshot = Snapshot(spec => spec.Stats = new StatsSpec { Port = 8080, Authentication = Reference("other") });
        Planner.Plan(snapshot).Stats!.Password.ShouldBeNull();
        var secret = new V1Secret { Metadata = new() { Name = "s" }, Data = new Dictionary<string, byte[]> { ["key"] = [1] } };
        Planner.Plan(snapshot with { Secrets = snapshot.Secrets.Add("s", secret) }).Stats!.Password.ShouldBeNull();
    }

    [Fact]
    public void The_mail_relay_is_host_and_port()
    {
        var email = new EmailAlertsSpec { Server = "smtp.domain.com:587", From = "a@b", To = ["c@d"] };
        var plan = Planner.Plan(Snapshot(spec => spec.Alerts = new AlertsSpec { Email = email })).Email!;
        (plan.Host, plan.Port).ShouldBe(("smtp.domain.com", 587));
    }

    [Fact]
    public void A_redirect_leads_to_the_port_of_HTTPS_and_decides_nothing()
    {
        var plan = Planner.Plan(Snapshot(spec => spec.Services = [new() { Name = "http", Port = 80, Protocol = ServiceProtocol.HTTP }, new() { Name = "https", Port = 8443 }]));
        (plan.Pools[0].RedirectPort, plan.Pools[0].DecidesHealth, plan.Pools[1].RedirectPort, plan.Pools[1].DecidesHealth).ShouldBe((8443, false, null, true));
    }

    [Fact]
    public void An_authority_goes_where_TLS_is_checked_and_without_what_lies_beside_it()
    {
        var golden = new GoldenCase("health-verified").Snapshot();
        golden.Balancer.Spec.Services = [new() { Name = "smtp", Port = 25, Protocol = ServiceProtocol.SMTP }, new() { Name = "imaps", Port = 993, Protocol = ServiceProtocol.IMAPS }];
        var plan = Planner.Plan(golden);
        plan.Pools[0].Check.Ca.ShouldBeNull();
        plan.Files.ShouldBe([plan.Pools[1].Check.Ca!]);
        plan.Files[0].Text.Reveal.ShouldStartWith("-----BEGIN CERTIFICATE-----");
    }

    private const int PinnedRouterId = 80;

    private static SecretReference Reference(string key) => new() { SecretKeyRef = new SecretKeySelector { Name = "s", Key = key } };

    private static ClusterSnapshot Snapshot(Action<ExchangeBalancerSpec>? change = null)
    {
        var snapshot = new GoldenCase("minimal").Snapshot();
        change?.Invoke(snapshot.Balancer.Spec);
        return snapshot;
    }
}
