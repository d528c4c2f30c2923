using System.Collections.Immutable;
using System.Text;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Validation;

/// <summary>What a bridged service, and the Secrets of its certificates, must not say. Service 0 is HTTPS and bridged.</summary>
public sealed class BridgingRulesTests
{
    private const string FirstName = "spec.services[0].bridging.certificates[0].name";
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TestCertificate Good = TestCertificate.Around(Now);

    [Fact]
    public void A_bridged_service() => After(_ => { }).ShouldBeEmpty();

    [Theory]
    [InlineData(ServiceProtocol.SMTP)]
    [InlineData(ServiceProtocol.IMAPS)]
    [InlineData(ServiceProtocol.TCP)]
    public void Another_protocol(ServiceProtocol protocol) =>
        After(spec => (spec.Services[1].Protocol, spec.Services[1].Bridging) = (protocol, spec.Services[0].Bridging)).ShouldBeOnly("spec.services[1].bridging", $"{protocol}");

    [Fact]
    public void A_TLS_session_id() => After(spec => spec.Services[0].Affinity.Type = AffinityType.TLSSessionID).ShouldBeOnly("spec.services[0].affinity.type", "ends at the balancer");

    [Fact]
    public void No_certificate() => After(spec => spec.Services[0].Bridging!.Certificates.Clear()).ShouldBeOnly("spec.services[0].bridging.certificates", "0 entries");

    [Fact]
    public void A_certificate_twice() =>
        After(spec => spec.Services[0].Bridging!.Certificates.Add(new() { Name = "mail-tls" })).ShouldBeOnly("spec.services[0].bridging.certificates[1].name", "mail-tls");

    [Fact]
    public void A_name_that_is_too_long() => After(spec => spec.Services[0].Bridging!.Certificates[0].Name = new('a', 101)).ShouldBeOnly(FirstName, "101 characters");

    [Fact]
    public void Servers_that_are_not_verified() =>
        After(spec => spec.HealthCheck.Verify = CertificateVerification.None).ShouldBeOnly("spec.healthCheck.verify", "passwords", Severity.Warning);

    [Fact]
    public void Servers_without_a_name_to_verify() =>
        After(spec => spec.HealthCheck.Host = null).Select(finding => finding.Path).ShouldBe(["spec.datacenters[0].backends[1].host", "spec.datacenters[1].backends[0].host"]);

    [Fact]
    public void A_protocol_that_is_restricted_twice() =>
        After(spec => spec.Services[0].Bridging!.Restrictions = [Restriction("10.0.0.0/8"), Restriction("192.168.0.0/16")]).ShouldBeOnly("spec.services[0].bridging.restrictions[1].protocols[0]", "ecp");

    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("10.0.0.0/33", "no network")]
    public void A_restriction_to_no_network(string network, string problem) =>
        After(spec => spec.Services[0].Bridging!.Restrictions = [Restriction(network)]).ShouldBeOnly("spec.services[0].bridging.restrictions[0].allowedClients[0]", problem);

    [Fact]
    public void A_restriction_to_nobody() =>
        After(spec => spec.Services[0].Bridging!.Restrictions = [new() { Protocols = [ExchangeProtocol.ecp] }]).ShouldBeOnly("spec.services[0].bridging.restrictions[0].allowedClients", "0 entries");

    [Fact]
    public void A_Secret_that_is_missing() => Secret(null).ShouldBeOnly(FirstName, "does not exist");

    [Fact]
    public void A_Secret_without_a_certificate() => Secret(TestCertificate.Secret(null, Good.Key)).ShouldBeOnly(FirstName, "tls.crt");

    [Fact]
    public void A_Secret_without_a_key() => Secret(TestCertificate.Secret(Good.Pem, null)).ShouldBeOnly(FirstName, "tls.key");

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n")]
    public void A_certificate_that_is_none(string text) => Secret(TestCertificate.Secret(text, Good.Key)).ShouldBeOnly(FirstName, "no certificate in tls.crt");

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nbm9uZQ==\n-----END PRIVATE KEY-----\n")]
    public void A_key_that_is_none(string text) => Secret(TestCertificate.Secret(Good.Pem, text)).ShouldBeOnly(FirstName, "no key in tls.key");

    [Fact]
    public void A_key_with_a_password()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("secret", new(System.Security.Cryptography.PbeEncryptionAlgorithm.Aes256Cbc, System.Security.Cryptography.HashAlgorithmName.SHA256, 1000));

        Secret(TestCertificate.Secret(Good.Pem, encrypted)).ShouldBeOnly(FirstName, "no key in tls.key");
    }

    [Fact]
    public void A_public_key_in_place_of_the_private_one()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);

        Secret(TestCertificate.Secret(Good.Pem, key.ExportSubjectPublicKeyInfoPem())).ShouldBeOnly(FirstName, "no key in tls.key");
    }

    [Fact]
    public void The_key_of_another_certificate() => Secret(TestCertificate.Secret(Good.Pem, TestCertificate.Around(Now).Key)).ShouldBeOnly(FirstName, "does not belong");

    [Fact]
    public void The_key_of_another_kind() => Secret(TestCertificate.Secret(Good.Pem, TestCertificate.Around(Now, bits: 2048).Key)).ShouldBeOnly(FirstName, "does not belong");

    [Fact]
    public void The_authority_before_the_certificate() => Secret(TestCertificate.Secret(TestCertificate.Around(Now).Pem + "\n" + Good.Pem, Good.Key)).ShouldBeOnly(FirstName, "does not belong");

    [Fact]
    public void A_key_that_is_too_short() => Secret(TestCertificate.Around(Now, bits: 1024).ToSecret()).ShouldBeOnly(FirstName, "too short");

    [Fact]
    public void An_RSA_key() => Secret(TestCertificate.Around(Now, bits: 2048).ToSecret()).ShouldBeEmpty();

    [Fact]
    public void A_certificate_that_has_ended() => Secret(TestCertificate.Of(Now.AddDays(-30), Now.AddSeconds(-1)).ToSecret()).ShouldBeOnly(FirstName, "ended at 2026-05-31 23:59:59 UTC");

    [Fact]
    public void A_certificate_of_the_future() => Secret(TestCertificate.Of(Now.AddDays(1), Now.AddDays(90)).ToSecret()).ShouldBeOnly(FirstName, "from 2026-06-02 00:00:00 UTC on");

    [Fact]
    public void Certificates_without_end() =>
        Secret(TestCertificate.Secret(string.Concat(Enumerable.Repeat(Good.Pem + "\n", 150)), Good.Key)).ShouldBeOnly(FirstName, "bytes");

    [Fact]
    public void No_message_holds_a_key()
    {
        var key = TestCertificate.Around(Now).Key;
        var secret = new StringBuilder();
        foreach (var finding in Secret(TestCertificate.Secret(Good.Pem, key)).Concat(Secret(TestCertificate.Secret(key, key))).Concat(Secret(TestCertificate.Secret(Good.Pem, key[..^40]))))
            secret.Append(finding);

        foreach (var line in key.Split('\n').Where(line => line.Length > 20 && line[0] != '-'))
            secret.ToString().ShouldNotContain(line);
    }

    private static RestrictionSpec Restriction(string network) => new() { Protocols = [ExchangeProtocol.ecp], AllowedClients = [network] };

    private static ImmutableArray<Finding> Secret(V1Secret? secret) => Validator.Validate(Bridged(secret));

    private static ImmutableArray<Finding> After(Action<ExchangeBalancerSpec> change)
    {
        var snapshot = Bridged(Good.ToSecret());
        change(snapshot.Balancer.Spec);
        return Validator.Validate(snapshot);
    }

    private static ClusterSnapshot Bridged(V1Secret? secret)
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Spec.Services[0].Affinity = new();
        snapshot.Balancer.Spec.Services[0].Bridging = new() { Certificates = [new() { Name = "mail-tls" }] };
        return snapshot with { Now = Now, Secrets = secret is null ? snapshot.Secrets : snapshot.Secrets.Add("mail-tls", secret) };
    }
}
