using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Resources;

namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>Server-side apply: the configuration is merged in, what its manager configured before and nobody manages any more goes.</summary>
internal static class ServerSideApply
{
    /// <param name="live">The object as it is; for a creation one that has only its name.</param>
    /// <returns>The object as it shall be, with who manages what.</returns>
    /// <exception cref="ApiException">409: another manages a field that would change, and force is not asked for.</exception>
    public static JsonObject Apply(JsonObject live, JsonObject configuration, string fieldManager, bool force, ResourceKind kind, string now)
    {
        var schema = FieldSchema.Of(kind);
        var manager = new Manager(fieldManager, "Apply", kind.GroupVersion);
        var managers = ManagedFields.Of(live);
        live = ManagedFields.Stripped(live);
        var applied = Fields.Of(configuration, schema);
        var merged = Merging.Merge(live, configuration, schema, FieldPath.Root);
        var stillManaged = managers.OfOthers(manager).Union(applied);
        var dropped = managers[manager].Paths.Where(path => !stillManaged.Reaches(path)).ToHashSet();
        var result = dropped.Count == 0 ? merged.AsObject() : Merging.Remove(merged, dropped.Contains, schema, FieldPath.Root)!.AsObject();
        managers.Apply(Fields.Compare(live, result, schema), applied, manager, force, now);
        managers.WriteTo(result);
        return result;
    }
}
