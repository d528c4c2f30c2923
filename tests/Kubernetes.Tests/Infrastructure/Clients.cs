using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Infrastructure;

internal static class Clients
{
    public static KubernetesClient Create(ScriptedApiServer server, TimeProvider? timeProvider = null, ITokenProvider? tokenProvider = null, TimeSpan? requestTimeout = null, int burst = 100) => new(
        new KubernetesClientConfiguration
        {
            Host = server.Address,
            UseEnvironmentProxy = false,
            TokenProvider = tokenProvider,
            Burst = burst,
            RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(30),
        },
        [],
        NullLogger<KubernetesClient>.Instance,
        timeProvider);
}
