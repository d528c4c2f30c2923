using System.Security.Cryptography.X509Certificates;
using ExchangeHA.Kubernetes.Configuration;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>The certificate that the client shows: made anew only when what it is made of has changed, however often connections are.</summary>
internal sealed class ClientCertificate(KubernetesClientConfiguration configuration)
{
    private readonly Lock _lock = new();
    private (string Certificate, string Key) _madeOf;
    private X509Certificate2? _made;

    public bool IsConfigured =>
        configuration.ClientCertificateData is not null || configuration.ClientCertificateFilePath is not null || configuration.TokenProvider is ExecTokenProvider;

    public X509Certificate2? Get()
    {
        if (configuration.TokenProvider is ExecTokenProvider { ClientCertificate: { } certificate })
            return certificate;
        var (pem, file) = (configuration.ClientCertificateData, configuration.ClientCertificateFilePath);
        if (pem is null && file is null)
            return null;
        pem ??= File.ReadAllText(file!);
        var key = configuration.ClientCertificateKeyData ?? File.ReadAllText(configuration.ClientKeyFilePath ?? file!);
        lock (_lock)
        {
            // the one before is not disposed: a handshake may be under way with it
            if (_made is null || _madeOf != (pem, key))
                (_made, _madeOf) = (X509Certificate2.CreateFromPem(pem, key), (pem, key));
            return _made;
        }
    }
}
