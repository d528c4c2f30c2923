using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.Caching;

/// <summary>
/// Gives objects with equal labels, owners and names of kinds and namespaces the same instances of them: stored objects are never changed, and thousands of them say the same. The tables
/// have a fixed size: what is pushed out of them is shared with those after it no more.
/// </summary>
internal static class SharedParts
{
    private static readonly Pool<string> Texts = new(1 << 14, StringComparer.Ordinal);
    private static readonly Pool<IDictionary<string, string>> Labels = new(1 << 13, new MapComparer());
    private static readonly Pool<List<V1OwnerReference>> Owners = new(1 << 12, new OwnersComparer());

    public static void Share(IKubernetesObject value)
    {
        var metadata = value.Metadata;
        (value.ApiVersion, value.Kind, metadata.Namespace) = (Of(value.ApiVersion), Of(value.Kind), Of(metadata.Namespace));
        if (metadata.Labels is { } labels)
            metadata.Labels = Labels.Get(labels, Compact);
        if (metadata.Annotations is { } annotations)
            metadata.Annotations = Compact(annotations);
        if (metadata.OwnerReferences is { } owners)
            metadata.OwnerReferences = Owners.Get(owners, static fresh => [.. fresh]);
    }

    private static string? Of(string? text) => text is null ? null : Texts.Get(text, static fresh => fresh);

    private static Dictionary<string, string> Compact(IDictionary<string, string> map)
    {
        var compact = new Dictionary<string, string>(map.Count, StringComparer.Ordinal);
        foreach (var (key, value) in map)
            compact.Add(Texts.Get(key, static fresh => fresh), value is null ? "" : Texts.Get(value, static fresh => fresh));
        return compact;
    }

    /// <summary>A table in which a newcomer takes the place of the one that fell there before. A race costs an instance that is not shared.</summary>
    private sealed class Pool<T>(int places, IEqualityComparer<T> comparer)
        where T : class
    {
        private readonly T?[] _places = new T?[places];

        public T Get(T value, Func<T, T> fresh)
        {
            ref var place = ref _places[comparer.GetHashCode(value) & (places - 1)];
            if (place is { } known && comparer.Equals(known, value))
                return known;
            return place = fresh(value);
        }
    }

    private sealed class MapComparer : IEqualityComparer<IDictionary<string, string>>
    {
        public bool Equals(IDictionary<string, string>? x, IDictionary<string, string>? y) =>
            x!.Count == y!.Count && x.All(pair => y.TryGetValue(pair.Key, out var value) && string.Equals(value, pair.Value, StringComparison.Ordinal));

        public int GetHashCode(IDictionary<string, string> map) => map.Aggregate(0, (sum, pair) => sum + HashCode.Combine(StringComparer.Ordinal.GetHashCode(pair.Key), StringComparer.Ordinal.GetHashCode(pair.Value ?? "")));
    }

    private sealed class OwnersComparer : IEqualityComparer<List<V1OwnerReference>>
    {
        public bool Equals(List<V1OwnerReference>? x, List<V1OwnerReference>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(List<V1OwnerReference> owners) => owners.Aggregate(0, (sum, owner) => HashCode.Combine(sum, StringComparer.Ordinal.GetHashCode(owner.Uid ?? "")));
    }
}
