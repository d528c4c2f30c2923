using ExchangeHA.Kubernetes.Http;

namespace ExchangeHA.Kubernetes.Configuration;

public sealed partial class KubernetesClientConfiguration
{
    internal const string ServiceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Whether this program runs in a pod with a service account.</summary>
    public static bool IsInCluster() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST")) && File.Exists(Path.Combine(ServiceAccountDirectory, "token"));

    /// <summary>The pod's own API server, with the service account's token and authorities, both read again as they rotate.</summary>
    /// <exception cref="InvalidOperationException">This program does not run in a pod.</exception>
    public static KubernetesClientConfiguration InClusterConfig(TimeProvider? timeProvider = null) => InClusterConfig(
        ServiceAccountDirectory,
        Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"),
        Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"),
        timeProvider ?? TimeProvider.System);

    internal static KubernetesClientConfiguration InClusterConfig(string directory, string? host, string? port, TimeProvider timeProvider)
    {
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port))
            throw new InvalidOperationException("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set: this program does not run in a pod.");
        var token = Path.Combine(directory, "token");
        if (!File.Exists(token))
            throw new InvalidOperationException($"The pod has no service account token ({token}).");
        var @namespace = Path.Combine(directory, "namespace");
        return new KubernetesClientConfiguration
        {
            Host = new UriBuilder(Uri.UriSchemeHttps, host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host, int.Parse(port)).Uri,
            Namespace = File.Exists(@namespace) ? File.ReadAllText(@namespace).Trim() : null,
            SslCaCertFile = Path.Combine(directory, "ca.crt"),
            TokenProvider = new TokenFileProvider(token, timeProvider),
            UseEnvironmentProxy = false,
        };
    }
}
