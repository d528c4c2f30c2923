using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ExchangeHA.Kubernetes.Caching;

/// <summary>Objects by key, with indexes. Thread-safe. The objects are shared: nobody may change them.</summary>
public sealed class ResourceStore<T>
    where T : class, IKubernetesObject
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<NamespacedName, T> _items = new(KeyOrder.Instance);
    private readonly Dictionary<string, StoreIndex<T>> _indexes = new(StringComparer.Ordinal);

    /// <summary>All objects, as they were listed last; null since something changed.</summary>
    private ImmutableArray<T>? _list;

    public int Count
    {
        get
        {
            lock (_lock)
                return _items.Count;
        }
    }

    /// <summary>Objects can then be found by any of the values that <paramref name="values"/> gives for them.</summary>
    public void AddIndex(string name, Func<T, IEnumerable<string>> values)
    {
        lock (_lock)
        {
            var index = new StoreIndex<T>(values);
            foreach (var (key, value) in _items)
                index.Add(key, value);
            _indexes.Add(name, index);
        }
    }

    public T? Get(NamespacedName key) => TryGet(key, out var value) ? value : null;

    public bool TryGet(NamespacedName key, [NotNullWhen(true)] out T? value)
    {
        lock (_lock)
            return _items.TryGetValue(key, out value);
    }

    /// <summary>All objects, or those of a namespace, in the order of their keys.</summary>
    public IReadOnlyList<T> List(string? @namespace = null)
    {
        lock (_lock)
            return @namespace is null ? _list ??= [.. _items.Values] : [.. _items.Where(item => item.Key.Namespace == @namespace).Select(item => item.Value)];
    }

    /// <summary>The objects with this value in an index, in the order of their keys.</summary>
    public IReadOnlyList<T> ByIndex(string index, string value)
    {
        lock (_lock)
            return [.. _indexes[index].Find(value).Order(KeyOrder.Instance).Select(key => _items[key])];
    }

    /// <summary>Adds or replaces the object.</summary>
    /// <returns>What was there before.</returns>
    public T? Set(T value)
    {
        var key = NamespacedName.Of(value);
        lock (_lock)
        {
            _items.TryGetValue(key, out var old);
            _items[key] = value;
            _list = null;
            foreach (var index in _indexes.Values)
            {
                if (old is not null)
                    index.Remove(key, old);
                index.Add(key, value);
            }
            return old;
        }
    }

    /// <summary>Removes the object.</summary>
    /// <returns>What was there before.</returns>
    public T? Remove(NamespacedName key)
    {
        lock (_lock)
            return RemoveCore(key);
    }

    /// <summary>Everything else goes.</summary>
    /// <param name="keep">Keys that stay as they are if they are there.</param>
    /// <returns>What changed: old and new, one of them null for what was added or deleted.</returns>
    public IReadOnlyList<(T? Old, T? New)> Replace(IReadOnlyList<T> items, IReadOnlyCollection<NamespacedName>? keep = null)
    {
        var changes = ImmutableArray.CreateBuilder<(T? Old, T? New)>();
        lock (_lock)
        {
            var gone = _items.Keys.ToHashSet();
            gone.ExceptWith(keep ?? []);
            foreach (var item in items)
            {
                gone.Remove(NamespacedName.Of(item));
                changes.Add((Set(item), item));
            }
            foreach (var key in gone)
                changes.Add((RemoveCore(key), null));
        }
        return changes.DrainToImmutable();
    }

    private T? RemoveCore(NamespacedName key)
    {
        if (!_items.Remove(key, out var old))
            return null;
        _list = null;
        foreach (var index in _indexes.Values)
            index.Remove(key, old);
        return old;
    }
}
