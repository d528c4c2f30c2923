using System.Reflection;

namespace ExchangeHA.Kubernetes;

/// <summary>The request paths of a kind, from its <see cref="KubernetesEntityAttribute"/>.</summary>
internal static class EntityDefinition<T>
    where T : IKubernetesObject
{
    public static KubernetesEntityAttribute Attribute { get; } = typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()
        ?? throw new InvalidOperationException($"{typeof(T)} has no {nameof(KubernetesEntityAttribute)}.");

    public static string GroupVersion { get; } = Attribute.Group.Length == 0 ? Attribute.ApiVersion : $"{Attribute.Group}/{Attribute.ApiVersion}";

    private static readonly string Prefix = Attribute.Group.Length == 0 ? $"/api/{Attribute.ApiVersion}" : $"/apis/{GroupVersion}";

    public static string CollectionPath(string? @namespace) => string.IsNullOrEmpty(@namespace) || !Attribute.Namespaced
        ? $"{Prefix}/{Attribute.PluralName}"
        : $"{Prefix}/namespaces/{Uri.EscapeDataString(@namespace)}/{Attribute.PluralName}";

    public static string ObjectPath(string? name, string? @namespace)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Attribute.Namespaced)
            ArgumentException.ThrowIfNullOrEmpty(@namespace);
        return $"{CollectionPath(@namespace)}/{Uri.EscapeDataString(name)}";
    }

    /// <summary>The kind stands in every body: server-side apply demands it.</summary>
    public static void FillTypeMeta(T value)
    {
        value.ApiVersion ??= GroupVersion;
        value.Kind ??= Attribute.Kind;
    }
}
