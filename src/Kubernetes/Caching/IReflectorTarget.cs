namespace ExchangeHA.Kubernetes.Caching;

/// <summary>What a <see cref="Reflector{T}"/> keeps up to date. It is called by one thread at a time, and must not block.</summary>
public interface IReflectorTarget<T>
    where T : class, IKubernetesObject
{
    /// <summary>What is to be kept of an object that has arrived, before it is handed on: the very one that is known already, if it is the same.</summary>
    T Keep(T value);

    /// <summary>These are all there are; whatever else was known is gone, except <paramref name="undecodable"/>, which exist but could not be read.</summary>
    void Replace(IReadOnlyList<T> items, IReadOnlyList<NamespacedName> undecodable);

    /// <summary>The object was added or changed.</summary>
    void Set(T value);

    /// <summary>The object was deleted. Perhaps no more than its metadata is known.</summary>
    void Remove(T value);

    /// <summary>The server was heard from.</summary>
    void Alive();

    /// <summary>A watch has opened: from now on changes come as they happen. Or it has ended, and until the next one opens they do not.</summary>
    void Watching(bool open);
}
