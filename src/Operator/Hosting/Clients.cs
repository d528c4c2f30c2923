using System.Security.Cryptography;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Configuration;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Hosting;

/// <summary>The client of the cluster that the program runs in, or of the one that KUBECONFIG names.</summary>
internal static class Clients
{
    /// <exception cref="ClusterConfigurationException">The kubeconfig, or what a pod is given, is missing or wrong.</exception>
    public static KubernetesClient Create(ILoggerFactory loggers, int? queriesPerSecond = null, int? burst = null)
    {
        try
        {
            var configuration = KubernetesClientConfiguration.IsInCluster() ? KubernetesClientConfiguration.InClusterConfig() : KubernetesClientConfiguration.BuildConfigFromConfigFile();
            configuration.QueriesPerSecond = queriesPerSecond ?? configuration.QueriesPerSecond;
            configuration.Burst = burst ?? configuration.Burst;
            return new KubernetesClient(configuration, [BalancingJsonContext.Default], loggers.CreateLogger<KubernetesClient>());
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or CryptographicException)
        {
            throw new ClusterConfigurationException(exception);
        }
    }
}
