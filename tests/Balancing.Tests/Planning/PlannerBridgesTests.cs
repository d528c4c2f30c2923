using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;

namespace ExchangeHA.Balancing.Tests.Planning;

public sealed class PlannerBridgesTests
{
    private readonly BalancerPlan _plan = Planner.Plan(new GoldenCase("bridging-restricted").Snapshot());

    [Fact]
    public void Each_protocol_has_a_pool_with_its_own_page() => _plan.Backends.Select(pool => $"{pool.Name} {string.Join(' ', pool.Check.Paths)}").ShouldBe(
    [
        "https /owa/healthcheck.htm /ews/healthcheck.htm /mapi/healthcheck.htm",
        "https.owa /owa/healthcheck.htm",
        "https.ecp /ecp/healthcheck.htm",
        "https.ews /ews/healthcheck.htm",
        "https.mapi /mapi/healthcheck.htm",
        "https.rpc /rpc/healthcheck.htm",
        "https.oab /oab/healthcheck.htm",
        "https.autodiscover /autodiscover/healthcheck.htm",
        "https.activesync /Microsoft-Server-ActiveSync/healthcheck.htm",
        "https.powershell /PowerShell/healthcheck.htm",
    ]);

    [Fact]
    public void The_pools_of_the_checked_protocols_decide_whether_the_node_may_hold_the_address() =>
        _plan.Backends.Where(pool => pool.DecidesHealth).Select(pool => pool.Name).ShouldBe(["https.owa", "https.ews", "https.mapi"]);

    [Fact]
    public void The_certificates_keep_their_order_and_travel_with_the_configuration()
    {
        _plan.Pools[0].Bridge!.Certificates.Select(certificate => certificate.Name).ShouldBe(["mail-tls", "autodiscover.tls", "legacy-tls"]);
        _plan.Files.Select(file => file.Link).ShouldBe(["autodiscover.tls.pem", "legacy-tls.pem", "mail-tls.pem"]);
    }

    [Fact]
    public void A_renewed_certificate_changes_the_revision_and_nothing_that_haproxy_heeds()
    {
        var snapshot = new GoldenCase("bridging").Snapshot();
        var renewed = snapshot with { Secrets = snapshot.Secrets.SetItem("mail-tls", TestCertificate.Around(snapshot.Now).ToSecret()) };
        var (before, after) = (Render(snapshot), Render(renewed));

        after.Revision.ShouldNotBe(before.Revision);
        EffectiveText.DigestOf(after.Text.Reveal).ShouldBe(EffectiveText.DigestOf(before.Text.Reveal));
    }

    private static ConfigurationFile Render(ClusterSnapshot snapshot) => ConfigurationRenderer.Render(Planner.Plan(snapshot)).Haproxy["dc1"];
}
