using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Http;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Http;

public sealed class TlsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tls").FullName;
    private readonly X509Certificate2 _authority = Authority("one");
    private readonly X509Certificate2 _other = Authority("two");

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_server_of_the_authority_is_trusted_over_http_2()
    {
        await using var server = await StartAsync(_authority, "kubernetes");
        await GetAsync(Config(server, "kubernetes", _authority));
        server.Requests.Single().Protocol.ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task Another_authority_and_another_name_are_not_trusted()
    {
        await using var server = await StartAsync(_authority, "kubernetes");
        var authority = await Should.ThrowAsync<HttpRequestException>(() => GetAsync(Config(server, "kubernetes", _other)));
        var name = await Should.ThrowAsync<HttpRequestException>(() => GetAsync(Config(server, "elsewhere", _authority)));
        server.Requests.ShouldBeEmpty();
        Causes.Of(authority).ShouldEndWith("The API server's certificate, which CN=authority one issued, is not trusted by the configured authority: PartialChain.");
        Causes.Of(name).ShouldEndWith("The API server's certificate is not for elsewhere but for kubernetes.");
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_told_from_a_server_that_is_away_in_a_line()
    {
        var server = await StartAsync(_authority, "kubernetes");
        var config = Config(server, "kubernetes", _other);
        var refused = Causes.Of(await Should.ThrowAsync<HttpRequestException>(() => GetAsync(config)));
        await server.DisposeAsync();
        var away = Causes.Of(await Should.ThrowAsync<HttpRequestException>(() => GetAsync(config)));

        refused.ShouldContain("is not trusted");
        away.ShouldContain("Connection refused");
        (refused + away).ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_rotated_authority_counts_from_the_next_connection_on()
    {
        var file = Path.Combine(_directory, "ca.crt");
        await File.WriteAllTextAsync(file, _other.ExportCertificatePem());
        await using var server = await StartAsync(_authority, "kubernetes");
        using var client = new KubernetesClient(
            new KubernetesClientConfiguration { Host = server.Address, TlsServerName = "kubernetes", SslCaCertFile = file, UseEnvironmentProxy = false }, [], NullLogger<KubernetesClient>.Instance);
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None));
        await File.WriteAllTextAsync(file, _other.ExportCertificatePem() + "\n" + _authority.ExportCertificatePem());
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);
    }

    [Fact]
    public async Task The_client_certificate_is_shown()
    {
        using var certificate = Issue(_authority, "me", server: false);
        var shown = "";
        await using var server = await StartAsync(_authority, "kubernetes", name => shown = name);
        using var key = certificate.GetRSAPrivateKey()!;
        var config = Config(server, "kubernetes", _authority, certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        await GetAsync(config);
        shown.ShouldBe("CN=me");
    }

    [Fact]
    public void A_client_certificate_in_files_is_made_anew_only_when_they_change()
    {
        var (certificateFile, keyFile) = (Path.Combine(_directory, "tls.crt"), Path.Combine(_directory, "tls.key"));
        Write("first");
        var source = new ClientCertificate(new KubernetesClientConfiguration { Host = new Uri("https://c"), ClientCertificateFilePath = certificateFile, ClientKeyFilePath = keyFile });
        source.IsConfigured.ShouldBeTrue();
        var first = source.Get();
        source.Get().ShouldBeSameAs(first);
        Write("second");
        source.Get()!.Subject.ShouldBe("CN=second");
        first!.Subject.ShouldBe("CN=first", "a handshake may still be under way with it");

        void Write(string name)
        {
            using var certificate = Issue(_authority, name, server: false);
            using var key = certificate.GetRSAPrivateKey()!;
            File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
            File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        }
    }

    private static KubernetesClientConfiguration Config(ScriptedApiServer server, string name, X509Certificate2 authority, string? certificate = null, string? key = null) => new()
    {
        Host = server.Address,
        TlsServerName = name,
        SslCaCertData = authority.ExportCertificatePem(),
        ClientCertificateData = certificate,
        ClientCertificateKeyData = key,
        UseEnvironmentProxy = false,
    };

    private static async Task GetAsync(KubernetesClientConfiguration configuration)
    {
        using var client = new KubernetesClient(configuration, [], NullLogger<KubernetesClient>.Instance);
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);
    }

    private static async Task<ScriptedApiServer> StartAsync(X509Certificate2 authority, string name, Action<string>? clientSeen = null)
    {
        var certificate = Issue(authority, name, server: true);
        var server = await ScriptedApiServer.StartAsync(listen => listen.UseHttps(certificate, https =>
        {
            if (clientSeen is null)
                return;
            https.ClientCertificateMode = Microsoft.AspNetCore.Server.Kestrel.Https.ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (shown, _, _) =>
            {
                clientSeen(shown.Subject);
                return true;
            };
        }));
        return server.ThenJson(Sample.Json("a", "1"));
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN=authority {name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, bool server)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
