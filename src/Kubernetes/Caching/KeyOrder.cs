namespace ExchangeHA.Kubernetes.Caching;

/// <summary>The order of keys: by namespace, then by name, each by its characters' codes.</summary>
internal sealed class KeyOrder : IComparer<NamespacedName>
{
    public static readonly KeyOrder Instance = new();

    public int Compare(NamespacedName x, NamespacedName y)
    {
        var namespaces = string.CompareOrdinal(x.Namespace, y.Namespace);
        return namespaces != 0 ? namespaces : string.CompareOrdinal(x.Name, y.Name);
    }
}
