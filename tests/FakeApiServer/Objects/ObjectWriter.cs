using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Apply;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.FakeApiServer.Objects;

/// <summary>The writing requests, each in one step of the store.</summary>
internal sealed class ObjectWriter(ObjectStore store, TimeProvider clock)
{
    private static readonly ResourceKind Namespaces = ResourceKinds.Find("", "v1", "namespaces")!;

    public StoredObject Create(ApiCall call, JsonObject body)
    {
        DemandNoVersion(body);
        var name = (string?)body["metadata"]?["name"] ?? GenerateName(call.Kind, body);
        var key = call.Key with { Name = name };
        DemandNamespace(key, body);
        return store.Write(key, call.UserAgent, current =>
        {
            if (current is not null)
                throw ApiException.AlreadyExists(key);
            ObjectStrategy.ForCreation(key, body, clock.GetUtcNow());
            Note(call, Bare(key), body);
            return body;
        });
    }

    /// <inheritdoc cref="Apply"/>
    public (StoredObject Object, bool Created) Update(ApiCall call, JsonObject body)
    {
        if ((string?)body["metadata"]?["name"] != call.Name)
            throw ApiException.BadRequest($"the name of the object ({(string?)body["metadata"]?["name"]}) does not match the name on the URL ({call.Name})");
        if (store.Find(call.Key) is null && call.Kind.AllowsCreateOnUpdate && !call.Status)
            return (Create(call, WithoutVersion(body)), true);
        return (store.Write(call.Key, call.UserAgent, current =>
        {
            if (current is null)
                throw ApiException.NotFound(call.Key);
            DemandSame(call, current, body);
            if (body["metadata"]?["resourceVersion"] is null && !call.Kind.AllowsUnconditionalUpdate)
                throw ApiException.Invalid(call.Kind, call.Name, "metadata.resourceVersion", "Invalid value: 0x0: must be specified for an update");
            return Finish(call, current, body);
        }), false);
    }

    public StoredObject Patch(ApiCall call, JsonObject patch) => store.Write(call.Key, call.UserAgent, current =>
    {
        if (current is null)
            throw ApiException.NotFound(call.Key);
        DemandSame(call, current, patch);
        return Finish(call, current, MergePatch.Apply(current.ToJson(), patch)!.AsObject());
    });

    /// <returns>The object, and whether it is new.</returns>
    public (StoredObject Object, bool Created) Apply(ApiCall call, JsonObject configuration)
    {
        if (string.IsNullOrEmpty(call.Query["fieldManager"]))
            throw ApiException.Of(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        if ((string?)configuration["metadata"]?["name"] != call.Name)
            throw ApiException.BadRequest($"the name of the object ({call.Name} based on URL) was undeterminable: name must be provided");
        if (configuration["metadata"]?["managedFields"] is not null)
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        DemandNamespace(call.Key, configuration);
        var created = false;
        var stored = store.Write(call.Key, call.UserAgent, current =>
        {
            if (current is null && call.Status)
                throw ApiException.NotFound(call.Key);
            if (current is not null)
                DemandSame(call, current, configuration);
            var now = Metadata.Time(clock.GetUtcNow());
            var result = ServerSideApply.Apply(current?.ToJson() ?? Bare(call.Key), configuration, call.FieldManager, call.Query["force"] == "true", call.Kind, now);
            created = current is null;
            if (current is not null)
                return Finish(current, result, call.Status);
            ObjectStrategy.ForCreation(call.Key, result, clock.GetUtcNow());
            return result;
        });
        return (stored, created);
    }

    /// <returns>The object as it is now or was last, and whether it is gone.</returns>
    public (StoredObject Object, bool Gone) Delete(ApiCall call, JsonObject options)
    {
        if (call.Kind.Name == "Namespace")
            throw ApiException.NotImplemented("the deletion of a namespace");
        var gone = false;
        var stored = store.Write(call.Key, call.UserAgent, current =>
        {
            if (current is null)
                throw ApiException.NotFound(call.Key);
            var body = Deletion.Begin(current, options, clock.GetUtcNow());
            gone = body is null;
            return body;
        });
        return (stored, gone);
    }

    private JsonObject? Finish(ApiCall call, StoredObject current, JsonObject body)
    {
        var managers = current.ToJson()["metadata"]!["managedFields"]?.DeepClone();
        if (managers is null)
            Metadata.Of(body).Remove("managedFields");
        else
            Metadata.Of(body)["managedFields"] = managers;
        var result = Finish(current, body, call.Status);
        if (result is not null)
            Note(call, current.ToJson(), result);
        return result;
    }

    /// <returns>Null when that was the last thing that held an object which is being deleted.</returns>
    private static JsonObject? Finish(StoredObject current, JsonObject body, bool status)
    {
        if (status)
            return ObjectStrategy.ForStatusUpdate(current, body);
        ObjectStrategy.ForUpdate(current, body);
        return Deletion.IsComplete(body) ? null : body;
    }

    private void Note(ApiCall call, JsonObject before, JsonObject after)
    {
        var managers = ManagedFields.Of(after);
        managers.Update(before, after, new Manager(call.FieldManager, "Update", call.Kind.GroupVersion), call.Kind, Metadata.Time(clock.GetUtcNow()));
        managers.WriteTo(after);
    }

    private void DemandNamespace(ObjectKey key, JsonObject body)
    {
        if ((string?)body["metadata"]?["namespace"] is { Length: > 0 } named && named != key.Namespace)
            throw ApiException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        var home = new ObjectKey(Namespaces, "", key.Namespace);
        if (key.Kind.Namespaced && store.Find(home) is null)
            throw ApiException.NotFound(home);
    }

    private static void DemandSame(ApiCall call, StoredObject current, JsonObject body)
    {
        if ((string?)body["metadata"]?["uid"] is { } uid && uid != current.Uid)
            throw ApiException.Conflict(call.Key, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        if ((string?)body["metadata"]?["resourceVersion"] is { Length: > 0 } version && version != current.Text("metadata.resourceVersion"))
            throw ApiException.Modified(call.Key);
    }

    private static void DemandNoVersion(JsonObject body)
    {
        if ((string?)body["metadata"]?["resourceVersion"] is { Length: > 0 })
            throw ApiException.Of(500, "InternalError", "resourceVersion should not be set on objects to be created");
    }

    private static JsonObject WithoutVersion(JsonObject body)
    {
        Metadata.Of(body).Remove("resourceVersion");
        return body;
    }

    private static string GenerateName(ResourceKind kind, JsonObject body) => (string?)body["metadata"]?["generateName"] is { Length: > 0 } prefix
        ? prefix + Guid.NewGuid().ToString("N")[..5]
        : throw ApiException.Invalid(kind, "", "metadata.name", "Required value: name or generateName is required");

    private static JsonObject Bare(ObjectKey key) => new()
    {
        ["apiVersion"] = key.Kind.GroupVersion,
        ["kind"] = key.Kind.Name,
        ["metadata"] = new JsonObject { ["name"] = key.Name },
    };
}
