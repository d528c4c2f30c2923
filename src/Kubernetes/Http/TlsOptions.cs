using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ExchangeHA.Kubernetes.Configuration;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>TLS as the configuration says. Files are read at each handshake, so that rotated ones count from the next connection on.</summary>
internal static class TlsOptions
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public static SslClientAuthenticationOptions Create(KubernetesClientConfiguration configuration)
    {
        var options = new SslClientAuthenticationOptions();
        if (configuration.SkipTlsVerify)
        {
#pragma warning disable CA5359, MA0039 // Asked for by insecure-skip-tls-verify.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359, MA0039
        }
        else if (configuration.SslCaCertFile is not null || configuration.SslCaCertData is not null)
        {
            options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Validate(configuration, certificate, chain, errors);
        }
        var client = new ClientCertificate(configuration);
        if (client.IsConfigured)
            options.LocalCertificateSelectionCallback = (_, _, _, _, _) => client.Get()!;
        return options;
    }

    private static bool Validate(KubernetesClientConfiguration configuration, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(configuration.SslCaCertData ?? File.ReadAllText(configuration.SslCaCertFile!));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        if (presented is not null)
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        using var leaf = new X509Certificate2(certificate);
        try
        {
            return chain.Build(leaf);
        }
        finally
        {
            foreach (var root in roots)
                root.Dispose();
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
    }
}
