using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.FakeApiServer.Objects;

/// <summary>How an object goes: at once, or marked until its finalizers and its grace period let it.</summary>
internal static class Deletion
{
    /// <summary>Holds the object until the garbage collector has deleted what it owns.</summary>
    public const string Foreground = "foregroundDeletion";

    /// <summary>Holds the object until the garbage collector has cut off what it owns.</summary>
    public const string Orphan = "orphan";

    private const int DefaultPodGrace = 30;

    /// <returns>Null when it goes at once.</returns>
    /// <exception cref="ApiException">409: a precondition does not hold.</exception>
    public static JsonObject? Begin(StoredObject stored, JsonObject options, DateTimeOffset now)
    {
        DemandPreconditions(stored, options["preconditions"] as JsonObject ?? []);
        var body = stored.ToJson();
        var metadata = Metadata.Of(body);
        Metadata.SetFinalizers(body, WithPropagation(Metadata.Finalizers(body), (string?)options["propagationPolicy"]));
        var grace = Grace(stored, options);
        if (grace == 0 && Metadata.Finalizers(body).Count == 0)
            return null;
        if (!stored.IsBeingDeleted)
        {
            metadata["deletionTimestamp"] = Metadata.Time(now.AddSeconds(grace));
            Metadata.Raise(body);
        }
        if (!stored.IsBeingDeleted || grace < (long)metadata["deletionGracePeriodSeconds"]!)
            metadata["deletionGracePeriodSeconds"] = grace;
        return body;
    }

    /// <summary>Whether nothing holds an object any more that was deleted before.</summary>
    public static bool IsComplete(JsonObject body) =>
        Metadata.Of(body) is { } metadata
        && metadata["deletionTimestamp"] is not null
        && metadata["deletionGracePeriodSeconds"] is { } grace && (long)grace == 0
        && Metadata.Finalizers(body).Count == 0;

    private static void DemandPreconditions(StoredObject stored, JsonObject preconditions)
    {
        foreach (var (field, name) in (ReadOnlySpan<(string, string)>)[("uid", "UID"), ("resourceVersion", "ResourceVersion")])
        {
            if ((string?)preconditions[field] is { } wished && stored.Text($"metadata.{field}") is var actual && wished != actual)
                throw ApiException.Conflict(stored.Key, $"Precondition failed: {name} in precondition: {wished}, {name} in object meta: {actual}");
        }
    }

    private static List<string> WithPropagation(List<string> finalizers, string? policy)
    {
        if (policy is null)
            return finalizers;
        finalizers.RemoveAll(finalizer => finalizer is Foreground or Orphan);
        if (policy == "Foreground")
            finalizers.Add(Foreground);
        else if (policy == "Orphan")
            finalizers.Add(Orphan);
        return finalizers;
    }

    // only the kubelet of the pod's node can say that it has ended
    private static long Grace(StoredObject stored, JsonObject options)
    {
        if (!stored.Key.Kind.DeletesGracefully || stored.Text("spec.nodeName") is null || stored.Text("status.phase") is "Failed" or "Succeeded")
            return 0;
        return (long?)options["gracePeriodSeconds"] ?? (stored.Text("spec.terminationGracePeriodSeconds") is { } own ? long.Parse(own) : DefaultPodGrace);
    }
}
