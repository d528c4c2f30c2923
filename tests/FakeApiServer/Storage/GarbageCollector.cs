using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Objects;

namespace ExchangeHA.FakeApiServer.Storage;

/// <summary>Deletes what its owners have left behind, and serves the two finalizers of deletions. As in Kubernetes it comes a moment after the deletion.</summary>
internal sealed class GarbageCollector(ObjectStore store, TimeProvider clock)
{
    private const string Writer = "kube-controller-manager/generic-garbage-collector";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = store.Changed;
            var before = store.Version;
            Sweep();
            if (store.Version == before)
                await changed.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Sweep()
    {
        var all = store.All();
        var byUid = all.ToDictionary(item => item.Uid, StringComparer.Ordinal);
        foreach (var item in all)
        {
            if (item.Owners.Count > 0)
                Judge(item, byUid);
            if (item.IsBeingDeleted && Metadata.Finalizers(item.ToJson()) is { Count: > 0 } finalizers)
                Release(item, finalizers, all);
        }
    }

    private void Judge(StoredObject item, Dictionary<string, StoredObject> byUid)
    {
        var present = item.Owners.Select(byUid.GetValueOrDefault).OfType<StoredObject>().ToList();
        var solid = present.Where(owner => !IsWaitingForDependents(owner)).ToList();
        if (solid.Count == 0 && !item.IsBeingDeleted)
            Change(item, body => Deletion.Begin(item, [], clock.GetUtcNow()));
        else if (solid.Count > 0 && present.Count < item.Owners.Count)
            Change(item, body => WithoutOwners(body, uid => !byUid.ContainsKey(uid)));
    }

    private void Release(StoredObject owner, List<string> finalizers, IReadOnlyList<StoredObject> all)
    {
        var dependents = all.Where(item => item.Owners.Contains(owner.Uid)).ToList();
        if (finalizers.Contains(Deletion.Orphan))
        {
            foreach (var dependent in dependents)
                Change(dependent, body => WithoutOwners(body, uid => uid == owner.Uid));
            Change(owner, body => WithoutFinalizer(body, Deletion.Orphan));
        }
        else if (finalizers.Contains(Deletion.Foreground) && !dependents.Exists(item => IsBlockedBy(owner, item)))
        {
            Change(owner, body => WithoutFinalizer(body, Deletion.Foreground));
        }
    }

    /// <summary>Changes the object unless somebody else has meanwhile: then it is looked at again.</summary>
    private void Change(StoredObject seen, Func<JsonObject, JsonObject?> change)
    {
        try
        {
            store.Write(seen.Key, Writer, current => current?.Version == seen.Version ? change(current.ToJson()) : throw ApiException.Modified(seen.Key));
        }
        catch (ApiException)
        {
            // The change that came between has woken the collector already.
        }
    }

    private static bool IsWaitingForDependents(StoredObject owner) => owner.IsBeingDeleted && Metadata.Finalizers(owner.ToJson()).Contains(Deletion.Foreground);

    private static bool IsBlockedBy(StoredObject owner, StoredObject dependent) =>
        Owners(dependent.ToJson()).Exists(reference => (string?)reference["uid"] == owner.Uid && (bool?)reference["blockOwnerDeletion"] == true);

    private static List<JsonObject> Owners(JsonObject body) => [.. (Metadata.Of(body)["ownerReferences"] as JsonArray ?? []).OfType<JsonObject>()];

    private static JsonObject WithoutOwners(JsonObject body, Predicate<string> gone)
    {
        var left = Owners(body).Where(owner => !gone((string)owner["uid"]!)).Select(owner => owner.DeepClone()).ToArray();
        if (left.Length == 0)
            Metadata.Of(body).Remove("ownerReferences");
        else
            Metadata.Of(body)["ownerReferences"] = new JsonArray(left);
        return body;
    }

    private static JsonObject? WithoutFinalizer(JsonObject body, string finalizer)
    {
        Metadata.SetFinalizers(body, [.. Metadata.Finalizers(body).Where(name => name != finalizer)]);
        return Deletion.IsComplete(body) ? null : body;
    }
}
