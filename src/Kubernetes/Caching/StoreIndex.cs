namespace ExchangeHA.Kubernetes.Caching;

/// <summary>The keys of a store's objects by a value in them.</summary>
internal sealed class StoreIndex<T>(Func<T, IEnumerable<string>> values)
{
    private readonly Dictionary<string, HashSet<NamespacedName>> _keys = new(StringComparer.Ordinal);

    public void Add(NamespacedName key, T value)
    {
        foreach (var name in values(value))
        {
            if (!_keys.TryGetValue(name, out var keys))
                _keys.Add(name, keys = []);
            keys.Add(key);
        }
    }

    public void Remove(NamespacedName key, T value)
    {
        foreach (var name in values(value))
        {
            if (_keys.TryGetValue(name, out var keys) && keys.Remove(key) && keys.Count == 0)
                _keys.Remove(name);
        }
    }

    public IEnumerable<NamespacedName> Find(string value) => _keys.TryGetValue(value, out var keys) ? keys : [];
}
