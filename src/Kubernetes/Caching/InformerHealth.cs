namespace ExchangeHA.Kubernetes.Caching;

/// <summary>Whether the API server is heard by every informer of a process.</summary>
/// <param name="limit">For how long one may hear nothing. Longer than <see cref="InformerOptions.IdleTimeout"/>, after which a stream that died is begun anew.</param>
public sealed class InformerHealth(IReadOnlyCollection<IInformer> informers, TimeSpan limit)
{
    /// <summary>The kinds of which nothing has been heard for too long, in words; null when there are none.</summary>
    public string? WhyNotAlive()
    {
        var silent = informers.Where(informer => !informer.IsAlive(limit)).Select(informer => informer.Kind).Distinct(StringComparer.Ordinal).ToList();
        return silent.Count == 0 ? null : $"nothing has been heard of {string.Join(", ", silent)} for more than {limit.TotalSeconds:0} s";
    }
}
