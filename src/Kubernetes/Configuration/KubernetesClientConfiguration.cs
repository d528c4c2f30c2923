using ExchangeHA.Kubernetes.Http;

namespace ExchangeHA.Kubernetes.Configuration;

/// <summary>Where the API server is and how to talk to it.</summary>
/// <remarks>Credentials are in here: it has no ToString that would show them.</remarks>
public sealed partial class KubernetesClientConfiguration
{
    /// <summary>The API server, with a path before <c>/api</c> if it has one.</summary>
    public required Uri Host { get; init; }

    /// <summary>The namespace of the context or of the pod; null when none is named.</summary>
    public string? Namespace { get; init; }

    /// <summary>The kubeconfig context this came from.</summary>
    public string? CurrentContext { get; init; }

    /// <summary>PEM file of the authorities to trust, read anew at each TLS handshake. Without one the system's are trusted.</summary>
    public string? SslCaCertFile { get; init; }

    /// <summary>PEM text of the authorities to trust, in place of <see cref="SslCaCertFile"/>.</summary>
    public string? SslCaCertData { get; init; }

    public bool SkipTlsVerify { get; init; }

    /// <summary>The name that the server's certificate must bear, if it is not the host's.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>PEM file of the client certificate, read anew at each TLS handshake.</summary>
    public string? ClientCertificateFilePath { get; init; }

    public string? ClientKeyFilePath { get; init; }

    public string? ClientCertificateData { get; init; }

    public string? ClientCertificateKeyData { get; init; }

    /// <summary>Makes the Authorization header; null for none.</summary>
    public ITokenProvider? TokenProvider { get; init; }

    /// <summary>http, https or socks5; null to follow <see cref="UseEnvironmentProxy"/>.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Whether HTTPS_PROXY and NO_PROXY count. Not inside a cluster: .NET does not know the address ranges in NO_PROXY.</summary>
    public bool UseEnvironmentProxy { get; init; } = true;

    /// <summary>Requests a second after the burst.</summary>
    public double QueriesPerSecond { get; set; } = 50;

    public int Burst { get; set; } = 100;

    /// <summary>How long one attempt of a request may take; for a watch, until its stream opens.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public string UserAgent { get; init; } = "exchange-ha";
}
