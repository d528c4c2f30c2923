using System.Text.Json.Nodes;

namespace ExchangeHA.FakeApiServer.Resources;

/// <summary>A kind of objects that the server has, and in what its rules differ from those of other kinds.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Name">As in an object's <c>kind</c>.</param>
public sealed record ResourceKind(string Group, string Version, string Plural, string Name)
{
    public bool Namespaced { get; init; } = true;

    /// <summary>Whether the status is written by its own subresource alone.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether <c>metadata.generation</c> counts the changes of what is wished.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>Whether a replacement may leave out the resource version.</summary>
    public bool AllowsUnconditionalUpdate { get; init; } = true;

    /// <summary>Whether replacing what does not exist creates it.</summary>
    public bool AllowsCreateOnUpdate { get; init; }

    /// <summary>Whether a deletion waits for the kubelet (pods that are on a node).</summary>
    public bool DeletesGracefully { get; init; }

    /// <summary>What a field selector may name beside <c>metadata.name</c> and <c>metadata.namespace</c>.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>The structural schema of a custom resource; null for a built-in kind.</summary>
    public JsonObject? Schema { get; init; }

    public string GroupVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As error messages name it.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public bool Equals(ResourceKind? other) => other is not null && Group == other.Group && Plural == other.Plural;

    public override int GetHashCode() => HashCode.Combine(Group, Plural);

    public override string ToString() => QualifiedPlural;
}
