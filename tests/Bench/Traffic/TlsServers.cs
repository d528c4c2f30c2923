using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ExchangeHA.Bench.Traffic;

/// <summary>
/// Two servers that end TLS, on loopback addresses of their own: haproxy in a process each, since a server resumes only the sessions that it began. Session ids and no
/// tickets, as IIS has it by default.
/// </summary>
internal sealed class TlsServers : IDisposable
{
    public const string Host = "exch2016.domain.com";

    /// <summary>What <c>/body</c> answers.</summary>
    public const int BodyBytes = 64 * 1024;

    public static readonly string[] Addresses = ["127.31.0.11", "127.31.0.12"];

    private readonly List<HaproxyProcess> _servers;

    /// <param name="version">As haproxy calls it: TLSv1.2, TLSv1.3.</param>
    public TlsServers(string directory, string version)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(directory, "server.pem"), $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        File.WriteAllBytes(Path.Combine(directory, "body"), new byte[BodyBytes]);
        _servers = [.. Addresses.Select((address, index) => new HaproxyProcess(directory, $"server{index}", Configuration(directory, address, version)))];
    }

    public async Task AnswerAsync()
    {
        for (var index = 0; index < Addresses.Length; index++)
            await _servers[index].AnswersAsync(Addresses[index]);
    }

    public void Dispose() => _servers.ForEach(server => server.Dispose());

    private static string Configuration(string directory, string address, string version) =>
        $$"""
        global
            nbthread 1
            tune.bufsize {{2 * BodyBytes}}
            tune.ssl.cachesize 100000
        defaults
            mode http
            timeout client 1m
            timeout http-keep-alive 1m
        frontend exchange
            bind {{address}}:443 ssl crt {{directory}}/server.pem ssl-min-ver {{version}} ssl-max-ver {{version}} no-tls-tickets
            http-request return status 200 content-type application/octet-stream file {{directory}}/body if { path /body }
            http-request return status 200 content-type text/plain string ok

        """;
}
