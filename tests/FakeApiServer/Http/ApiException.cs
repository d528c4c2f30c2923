using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.FakeApiServer.Http;

/// <summary>A refusal, with what the answer's Status says.</summary>
public sealed class ApiException : Exception
{
    private readonly JsonObject _details;

    private ApiException(int code, string reason, string message, JsonObject? details = null)
        : base(message) => (Code, Reason, _details) = (code, reason, details ?? []);

    public int Code { get; }

    public string Reason { get; }

    internal JsonObject ToStatus() => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = Message,
        ["reason"] = Reason,
        ["details"] = _details.DeepClone(),
        ["code"] = Code,
    };

    internal static ApiException NotFound(ObjectKey key) => new(404, "NotFound", $"{key.Kind.QualifiedPlural} \"{key.Name}\" not found", Details(key));

    internal static ApiException AlreadyExists(ObjectKey key) => new(409, "AlreadyExists", $"{key.Kind.QualifiedPlural} \"{key.Name}\" already exists", Details(key));

    internal static ApiException Conflict(ObjectKey key, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {key.Kind.QualifiedPlural} \"{key.Name}\": {why}", Details(key));

    internal static ApiException Modified(ObjectKey key) => Conflict(key, "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>Of a server-side apply.</summary>
    internal static ApiException ManagerConflict(IReadOnlyList<(string Manager, string Field)> conflicts) => new(
        409,
        "Conflict",
        $"Apply failed with {conflicts.Count} conflict{(conflicts.Count == 1 ? "" : "s")}: {string.Join('\n', conflicts.Select(conflict => $"conflict with {conflict.Manager}: {conflict.Field}"))}",
        new JsonObject
        {
            ["causes"] = new JsonArray([.. conflicts.Select(conflict => new JsonObject { ["reason"] = "FieldManagerConflict", ["message"] = $"conflict with {conflict.Manager}", ["field"] = conflict.Field })]),
        });

    internal static ApiException Invalid(ResourceKind kind, string name, string field, string why) => new(
        422,
        "Invalid",
        $"{kind.Name}{(kind.Group.Length == 0 ? "" : $".{kind.Group}")} \"{name}\" is invalid: {field}: {why}",
        new JsonObject
        {
            ["name"] = name,
            ["group"] = kind.Group,
            ["kind"] = kind.Name,
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "FieldValueInvalid", ["message"] = why, ["field"] = field }),
        });

    internal static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    internal static ApiException Expired(string message) => new(410, "Expired", message);

    internal static ApiException NotImplemented(string what) => new(501, "NotImplemented", $"the fake API server does not model {what}");

    internal static ApiException Of(int code, string reason, string message) => new(code, reason, message);

    internal static ApiException TooManyRequests(int? retryAfterSeconds) => new(429, "TooManyRequests", "too many requests, please try again later", RetryAfter(retryAfterSeconds));

    internal static ApiException Unavailable(int? retryAfterSeconds) => new(503, "ServiceUnavailable", "the server is currently unable to handle the request", RetryAfter(retryAfterSeconds));

    private static JsonObject? RetryAfter(int? seconds) => seconds is { } value ? new JsonObject { ["retryAfterSeconds"] = value } : null;

    private static JsonObject Details(ObjectKey key) => new() { ["name"] = key.Name, ["group"] = key.Kind.Group, ["kind"] = key.Kind.Plural };
}
