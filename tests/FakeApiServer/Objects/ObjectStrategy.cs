using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.FakeApiServer.Objects;

/// <summary>What the server makes of an object that somebody writes: which part counts, what it sets itself, when the generation rises.</summary>
internal static class ObjectStrategy
{
    /// <exception cref="ApiException">422: the schema forbids it.</exception>
    public static void ForCreation(ObjectKey key, JsonObject body, DateTimeOffset now)
    {
        var kind = key.Kind;
        body["apiVersion"] = kind.GroupVersion;
        body["kind"] = kind.Name;
        Metadata.ForCreation(body, key.Name, key.Namespace, kind.HasGeneration, now);
        // a kubelet registers its node with a status
        if (kind.HasStatus && kind.Name != "Node")
            body.Remove("status");
        if (kind.Name == "Pod")
            body["status"] = new JsonObject { ["phase"] = "Pending" };
        if (kind.Name == "Namespace")
            body["status"] = new JsonObject { ["phase"] = "Active" };
        Conform(key, body);
    }

    /// <exception cref="ApiException">422: a finalizer was added to an object that is being deleted, or the schema forbids it.</exception>
    public static void ForUpdate(StoredObject stored, JsonObject body)
    {
        var (kind, before) = (stored.Key.Kind, stored.ToJson());
        body["apiVersion"] = kind.GroupVersion;
        body["kind"] = kind.Name;
        Metadata.ForUpdate(body, before);
        if (kind.HasStatus)
            SetOrRemove(body, "status", before["status"]);
        Conform(stored.Key, body);
        if (stored.IsBeingDeleted && Metadata.Finalizers(body).Except(Metadata.Finalizers(before), StringComparer.Ordinal).Any())
            throw ApiException.Invalid(kind, stored.Key.Name, "metadata.finalizers", "Forbidden: no new finalizers can be added if the object is being deleted");
        if (kind.HasGeneration && !JsonNode.DeepEquals(Wish(before), Wish(body)))
            Metadata.Raise(body);
    }

    /// <returns>The object as it was, with the status of <paramref name="body"/> and who manages it.</returns>
    public static JsonObject ForStatusUpdate(StoredObject stored, JsonObject body)
    {
        var result = stored.ToJson();
        SetOrRemove(result, "status", body["status"]);
        SetOrRemove(Metadata.Of(result), "managedFields", body["metadata"]?["managedFields"]);
        Conform(stored.Key, result);
        return result;
    }

    private static void Conform(ObjectKey key, JsonObject body)
    {
        if (key.Kind.Schema is { } schema)
        {
            StructuralSchema.Conform(body, schema);
            if (SchemaValidation.FirstError(body, schema) is { } error)
                throw ApiException.Invalid(key.Kind, key.Name, error.Field, error.Why);
        }
        if (key.Kind.Name == "Secret")
            ConformSecret(body);
    }

    private static void ConformSecret(JsonObject body)
    {
        body["type"] ??= "Opaque";
        if (body["stringData"] is not JsonObject strings)
            return;
        var data = body["data"] as JsonObject ?? [];
        foreach (var (key, value) in strings)
            data[key] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes((string)value!));
        body["data"] = data;
        body.Remove("stringData");
    }

    private static JsonObject Wish(JsonObject body) => new(body
        .Where(pair => pair.Key is not ("metadata" or "status"))
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static void SetOrRemove(JsonObject map, string name, JsonNode? value)
    {
        if (value is null)
            map.Remove(name);
        else
            map[name] = value.DeepClone();
    }
}
