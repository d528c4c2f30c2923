namespace ExchangeHA.FakeApiServer.Resources;

/// <summary>How server-side apply merges a list (<c>x-kubernetes-list-type</c>).</summary>
internal enum ListType
{
    /// <summary>One value, owned by one manager.</summary>
    Atomic,

    /// <summary>Each scalar is owned by itself.</summary>
    Set,

    /// <summary>Each item is owned by itself and known by its key fields.</summary>
    Map,
}
