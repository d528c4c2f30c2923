using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests.LeaderElection;

/// <summary>One candidate's way to the API server, which can be cut.</summary>
internal sealed class CutOff(ObjectTracker api, Func<bool> isCut) : UnsupportedClient
{
    public override Task<T?> GetAsync<T>(string name, string? @namespace, CancellationToken cancellationToken)
        where T : class => Through(() => api.GetAsync<T>(name, @namespace, cancellationToken));

    public override Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class => Through(() => api.CreateAsync(value, cancellationToken));

    public override Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken)
        where T : class => Through(() => api.ReplaceAsync(value, cancellationToken));

    private Task<T> Through<T>(Func<Task<T>> request) => isCut() ? Task.FromException<T>(new HttpRequestException("unreachable")) : request();
}
