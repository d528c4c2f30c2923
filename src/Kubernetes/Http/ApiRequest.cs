namespace ExchangeHA.Kubernetes.Http;

/// <summary>One request to the API server, in a form that can be sent again.</summary>
internal sealed record ApiRequest(string Verb, string Resource, HttpMethod Method, string PathAndQuery)
{
    public const string Json = "application/json";
    public const string ApplyPatch = "application/apply-patch+yaml";
    public const string MergePatch = "application/merge-patch+json";

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string ContentType { get; init; } = Json;

    /// <summary>Sent twice it does what it does sent once, so it may be repeated when nobody knows whether it arrived.</summary>
    public bool Idempotent { get; init; }

    /// <summary>Whether it waits for the client-side limiter.</summary>
    public bool Limited { get; init; } = true;

    /// <summary>Asked before each attempt of a write.</summary>
    public IWriteFence? Fence { get; init; }

    public string Path => PathAndQuery.Split('?')[0];
}
