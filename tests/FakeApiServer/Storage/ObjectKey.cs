using ExchangeHA.FakeApiServer.Resources;

namespace ExchangeHA.FakeApiServer.Storage;

/// <summary>Where an object is.</summary>
/// <param name="Namespace">Empty for a cluster-wide kind.</param>
public readonly record struct ObjectKey(ResourceKind Kind, string Namespace, string Name)
{
    /// <summary>The order of lists.</summary>
    public string Path => $"{Namespace}/{Name}";

    public override string ToString() => $"{Kind} {Path}";
}
