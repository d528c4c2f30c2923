using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Reporting;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes.Metrics;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Queues;

namespace ExchangeHA.Controller.Tests;

/// <summary>A bridged balancer's certificate, from its Secret to the nodes' Secrets, the status and the metrics.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly Cluster _cluster = Cluster.WithRecipe();
    private readonly DateTimeOffset _start;

    public CertificateTests()
    {
        _start = _cluster.Time.Now;
        _cluster.Client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer =>
        {
            balancer.Spec.Services[0].Affinity = new AffinitySpec();
            balancer.Spec.Services[0].Bridging = new BridgingSpec { Certificates = [new CertificateReference { Name = "mail-tls" }] };
        });
        Store(_start.AddDays(-1), _start.AddDays(89));
    }

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task It_travels_in_the_nodes_Secrets_and_its_end_is_told()
    {
        await _cluster.ReconcileAsync();

        Certificates("dc1").ShouldBe(Certificates("dc2"));
        Certificates("dc1").Single().ShouldStartWith("certificate.mail-tls.");
        Status().Certificates.ShouldBe([new CertificateStatus { Name = "mail-tls", NotAfter = "2026-03-31T12:00:00Z" }]);
        _cluster.Condition("CertificatesValid")!.Status.ShouldBe("True");
    }

    [Fact]
    public async Task A_renewed_one_arrives_by_itself_and_takes_the_old_ones_place()
    {
        await _cluster.ReconcileAsync();
        var (certificates, text) = (Certificates("dc1"), Configuration());
        _cluster.Enqueued.Clear();
        Store(_start, _start.AddDays(90));
        _cluster.Synchronize();
        _cluster.Enqueued.ShouldContain(Cluster.Key);

        (await _cluster.WritesOfReconcileAsync()).Select(write => $"{write.Kind} {write.Name}").ShouldBe(
            ["Secret mail-dc1-haproxy", "Secret mail-dc2-haproxy", "ExchangeBalancer mail"], ignoreOrder: true);
        Certificates("dc1").Single().ShouldNotBe(certificates.Single());
        EffectiveText.DigestOf(Configuration()).ShouldBe(EffectiveText.DigestOf(text));
        (await _cluster.WritesOfReconcileAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_controller_comes_back_when_a_threshold_passes_and_writes_then_alone()
    {
        (await _cluster.ReconcileAsync()).ShouldBe(ReconciliationResult.RequeueAfter(TimeSpan.FromHours(12)));
        _cluster.Time.Now = _start.AddDays(75).AddMinutes(-10);
        (await _cluster.WritesOfReconcileAsync()).ShouldBeEmpty();
        (await _cluster.ReconcileAsync()).ShouldBe(ReconciliationResult.RequeueAfter(TimeSpan.FromMinutes(10)));

        _cluster.Time.Now = _start.AddDays(75);
        (await _cluster.WritesOfReconcileAsync()).Count.ShouldBe(1);
        _cluster.Condition("CertificatesValid")!.Reason.ShouldBe("Expiring");
        _cluster.Condition("Accepted")!.Status.ShouldBe("True");
    }

    [Fact]
    public async Task One_that_has_ended_takes_no_other_ones_place_and_what_runs_goes_on()
    {
        await _cluster.ReconcileAsync();
        var configuration = Configuration();
        Store(_start.AddDays(-90), _start.AddDays(-1));
        for (var times = 0; times < 2; times++)
        {
            var result = await _cluster.ReconcileAsync();

            result.Failure.ShouldNotBeNull().ShouldContain("spec.services[0].bridging.certificates[0].name");
            result.Requeue.ShouldBeNull();
            _cluster.Condition("CertificatesValid")!.Reason.ShouldBe("Expired");
            Configuration().ShouldBe(configuration);
        }
    }

    [Fact]
    public async Task One_that_ends_in_place_is_told_and_other_changes_go_on()
    {
        await _cluster.ReconcileAsync();
        _cluster.Time.Now = _start.AddDays(89);
        (await _cluster.ReconcileAsync()).Failure.ShouldBeNull();
        _cluster.Condition("CertificatesValid")!.Reason.ShouldBe("Expired");
        _cluster.Condition("Accepted")!.ShouldSatisfyAllConditions(accepted => accepted.Status.ShouldBe("True"), accepted => accepted.Message.ShouldContain("spec.services[0].bridging.certificates[0].name"));

        var configuration = Configuration();
        _cluster.Client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Spec.Datacenters[0].Backends.RemoveAt(1));
        (await _cluster.ReconcileAsync()).Failure.ShouldBeNull();
        Configuration().ShouldNotBe(configuration);
    }

    [Fact]
    public async Task One_of_the_future_is_looked_at_again_when_it_begins()
    {
        Store(_start.AddHours(1), _start.AddDays(90));
        var result = await _cluster.ReconcileAsync();

        result.Failure.ShouldNotBeNull();
        result.Requeue.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Its_end_is_measured_until_the_balancer_is_gone()
    {
        using var exporter = new PrometheusExporter(BalancerMetrics.MeterName);
        await _cluster.ReconcileAsync();
        exporter.Collect().ShouldContain(
            $"exchange_ha_certificate_expiration_timestamp_seconds{{namespace=\"exchange\",balancer=\"mail\",certificate=\"mail-tls\"}} {_start.AddDays(89).ToUnixTimeSeconds()}");

        _cluster.Client.Remove<ExchangeBalancer>(Cluster.Balancer);
        await _cluster.ReconcileAsync();
        exporter.Collect().ShouldNotContain("certificate=\"mail-tls\"");
    }

    private ExchangeBalancerStatus Status() => _cluster.Client.Find<ExchangeBalancer>(Cluster.Balancer)!.Status!;

    private string Configuration() => Encoding.UTF8.GetString(_cluster.Client.Find<V1Secret>("mail-dc1-haproxy")!.Data![Names.HaproxyFile]);

    private List<string> Certificates(string datacenter) =>
        [.. _cluster.Client.Find<V1Secret>($"mail-{datacenter}-haproxy")!.Data!.Keys.Where(key => key.StartsWith("certificate.", StringComparison.Ordinal))];

    private void Store(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=mail.domain.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(notBefore, notAfter);
        _cluster.Client.Set(new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = "mail-tls", Namespace = Cluster.Namespace },
            Type = "kubernetes.io/tls",
            Data = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                [TlsSecrets.CertificateKey] = Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()),
                [TlsSecrets.PrivateKey] = Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()),
            },
        });
    }
}
