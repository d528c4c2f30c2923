using System.Net.Security;
using System.Security.Authentication;
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
            options.RemoteCertificateValidationCallback = (stream, certificate, chain, errors) => Validate(configuration, (stream as SslStream)?.TargetHostName, certificate, chain, errors);
        }
        var client = new ClientCertificate(configuration);
        if (client.IsConfigured)
            options.LocalCertificateSelectionCallback = (_, _, _, _, _) => client.Get()!;
        return options;
    }

    // an exception and not false: what is wrong with the certificate would stay unsaid
    private static bool Validate(KubernetesClientConfiguration configuration, string? host, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (certificate is null)
            throw new AuthenticationException("The API server showed no certificate.");
        using var leaf = new X509Certificate2(certificate);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            throw new AuthenticationException($"The API server's certificate is not for {host} but for {Names(leaf)}.");
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(configuration.SslCaCertData ?? File.ReadAllText(configuration.SslCaCertFile!));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        if (presented is not null)
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        try
        {
            return chain.Build(leaf)
                ? true
                : throw new AuthenticationException(
                    $"The API server's certificate, which {leaf.Issuer} issued, is not trusted by the configured authority: {string.Join(", ", chain.ChainStatus.Select(status => status.Status))}.");
        }
        finally
        {
            foreach (var root in roots)
                root.Dispose();
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
    }

    private static string Names(X509Certificate2 certificate)
    {
        string[] names = [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => $"{address}")))];
        return names.Length == 0 ? certificate.Subject : string.Join(", ", names);
    }
}
