using ExchangeHA.Balancing.Status;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Status;

/// <summary>What is told of certificates, and that it changes at the thresholds alone.</summary>
public sealed class CertificateObservationTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly World _world = new();

    [Fact]
    public void Without_bridging_nothing_is_told()
    {
        _world.Status().Certificates.ShouldBeNull();
        _world.Balancer.Status = new() { Certificates = [new() { Name = "mail-tls" }] };
        _world.Status().Certificates.ShouldBeNull();
        _world.Condition("CertificatesValid").ShouldBeNull();
    }

    [Theory]
    [InlineData(365, 350, "True", "Valid")]
    [InlineData(365, 352, "False", "Expiring")]
    [InlineData(365, 365, "False", "Expired")]
    [InlineData(6, 4, "True", "Valid")]
    [InlineData(6, 5, "False", "Expiring")]
    public void A_certificate_is_expiring_14_days_or_a_sixth_of_its_life_before_its_end(int life, int age, string status, string reason)
    {
        Bridge(TestCertificate.Of(Begin, Begin.AddDays(life)).ToSecret());
        _world.Now = Begin.AddDays(age);

        (_world.Condition("CertificatesValid")!.Status, _world.Condition("CertificatesValid")!.Reason).ShouldBe((status, reason));
    }

    [Fact]
    public void Only_the_thresholds_change_the_status()
    {
        Bridge(TestCertificate.Of(Begin, Begin.AddDays(365)).ToSecret());
        var told = new List<string>();
        for (var hour = 0; hour < 366 * 24; hour += 12)
        {
            _world.Now = Begin.AddHours(hour);
            var status = _world.Status();
            var now = $"{status.Certificates!.Single()} {status.Conditions!.Find(condition => condition.Type == "CertificatesValid")!.Message}";
            if (told.LastOrDefault() != now)
                told.Add(now);
        }

        told.Count.ShouldBe(3);
        told[0].ShouldContain("2027-01-01T00:00:00Z");
    }

    [Fact]
    public void The_next_change_is_the_next_threshold()
    {
        Bridge(TestCertificate.Of(Begin, Begin.AddDays(365)).ToSecret());

        Next(Begin.AddDays(-1)).ShouldBe(Begin);
        Next(Begin).ShouldBe(Begin.AddDays(351));
        Next(Begin.AddDays(351)).ShouldBe(Begin.AddDays(365));
        Next(Begin.AddDays(365)).ShouldBeNull();
    }

    [Fact]
    public void One_that_cannot_be_read_is_told_by_name()
    {
        Bridge(TestCertificate.Secret("none", "none"));

        _world.Condition("CertificatesValid")!.Message.ShouldContain("mail-tls");
        _world.Condition("CertificatesValid")!.Reason.ShouldBe("Unusable");
        _world.Status().Certificates!.Single().NotAfter.ShouldBeNull();
    }

    [Fact]
    public void Thresholds_and_renewals_are_moments()
    {
        Bridge(TestCertificate.Of(Begin, Begin.AddDays(90)).ToSecret());
        var (valid, expiring, expired) = (At(1), At(80), At(90));
        Bridge(TestCertificate.Of(Begin.AddDays(80), Begin.AddDays(170)).ToSecret());
        var renewed = At(91);

        Reasons(valid, expiring).ShouldBe(["CertificateExpiring"]);
        Reasons(expiring, expired).ShouldBe(["CertificateExpired"]);
        Reasons(expired, renewed).ShouldBe(["CertificateRenewed"]);
        Reasons(valid, At(92)).ShouldBe(["CertificateRenewed"]);
        Reasons(renewed, renewed).ShouldBeEmpty();
        Reasons(new World().Observe(), renewed).ShouldBeEmpty();
    }

    private static IEnumerable<string> Reasons(Observation before, Observation after) => Moments.Between(before, after).Select(moment => moment.Reason);

    private DateTimeOffset? Next(DateTimeOffset now) => CertificateObservation.NextChange(_world.Observe().Certificates, now);

    private Observation At(int day)
    {
        _world.Now = Begin.AddDays(day);
        return _world.Observe();
    }

    private void Bridge(V1Secret secret)
    {
        _world.Balancer.Spec.Services = [new() { Name = "https", Port = 443, Bridging = new() { Certificates = [new() { Name = "mail-tls" }] } }];
        _world.Secrets["mail-tls"] = secret;
    }
}
