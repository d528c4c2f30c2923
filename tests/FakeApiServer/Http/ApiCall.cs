using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace ExchangeHA.FakeApiServer.Http;

/// <summary>What a request asks for.</summary>
public sealed record ApiCall
{
    /// <summary>get, list, watch, create, update, patch, apply or delete.</summary>
    public required string Verb { get; init; }

    public required ResourceKind Kind { get; init; }

    /// <summary>Empty for all namespaces, and for a cluster-wide kind.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Empty for the collection.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is about the status subresource.</summary>
    public bool Status { get; init; }

    public required IQueryCollection Query { get; init; }

    public required string UserAgent { get; init; }

    public ObjectKey Key => new(Kind, Namespace, Name);

    public bool IsWrite => Verb is not ("get" or "list" or "watch");

    /// <summary>Who manages the fields that are written, if the request does not say it: the name of the program.</summary>
    internal string FieldManager => Query["fieldManager"] is [{ Length: > 0 } manager] ? manager : UserAgent.Split('/')[0];

    /// <summary>Null when the path is not of the API's objects.</summary>
    internal static ApiCall? Parse(HttpRequest request)
    {
        var path = (request.Path.Value ?? "").Trim('/').Split('/');
        var (group, rest) = path switch
        {
            ["api", var version, .. var tail] when tail.Length > 0 => (("", version), tail),
            ["apis", var name, var version, .. var tail] when tail.Length > 0 => ((name, version), tail),
            _ => (default, []),
        };
        var (@namespace, parts) = rest switch
        {
            ["namespaces", var name, var plural, .. var tail] when plural is not ("status" or "finalize") => (name, (string[])[plural, .. tail]),
            _ => ("", rest),
        };
        if (parts.Length is 0 or > 3 || ResourceKinds.Find(group.Item1, group.Item2, parts[0]) is not { } kind || (!kind.Namespaced && @namespace.Length > 0))
            return null;
        var subresource = parts.Length == 3 ? parts[2] : "";
        if (subresource.Length > 0 && !(subresource == "status" && kind.HasStatus))
            throw ApiException.NotImplemented($"the subresource {subresource}");
        if (request.Query.ContainsKey("dryRun"))
            throw ApiException.NotImplemented("dry runs");
        return new ApiCall
        {
            Verb = VerbOf(request, isCollection: parts.Length == 1),
            Kind = kind,
            Namespace = @namespace,
            Name = parts.Length > 1 ? parts[1] : "",
            Status = subresource == "status",
            Query = request.Query,
            UserAgent = request.Headers.UserAgent.ToString(),
        };
    }

    private static string VerbOf(HttpRequest request, bool isCollection) => (request.Method, isCollection) switch
    {
        ("GET", true) => request.Query["watch"] is ["true" or "1"] ? "watch" : "list",
        ("GET", false) => "get",
        ("POST", true) => "create",
        ("PUT", false) => "update",
        ("PATCH", false) => request.ContentType?.StartsWith("application/apply-patch+yaml", StringComparison.Ordinal) == true ? "apply" : "patch",
        ("DELETE", false) => "delete",
        ("DELETE", true) => throw ApiException.NotImplemented("the deletion of a collection"),
        _ => throw ApiException.Of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
    };
}
