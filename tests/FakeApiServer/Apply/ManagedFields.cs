using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Objects;
using ExchangeHA.FakeApiServer.Resources;

namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>Who manages which fields of one object.</summary>
internal sealed class ManagedFields
{
    private readonly Dictionary<Manager, (FieldSet Fields, string Time)> _managers = [];

    private ManagedFields()
    {
    }

    public static ManagedFields Of(JsonObject body)
    {
        var result = new ManagedFields();
        foreach (var entry in (body["metadata"]?["managedFields"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var manager = new Manager((string)entry["manager"]!, (string)entry["operation"]!, (string)entry["apiVersion"]!);
            result._managers[manager] = (FieldSet.FromJson(entry["fieldsV1"]!.AsObject()), (string)entry["time"]!);
        }
        return result;
    }

    public FieldSet this[Manager manager] => _managers.GetValueOrDefault(manager, (FieldSet.Empty, "")).Item1;

    /// <summary>Notes an update: what it changed it manages, nobody else does.</summary>
    public void Update(JsonObject before, JsonObject after, Manager manager, ResourceKind kind, string now)
    {
        var comparison = Fields.Compare(Stripped(before), Stripped(after), FieldSchema.Of(kind));
        TakeOver(comparison, manager, force: true);
        var wished = this[manager].Union(comparison.Changed).Except(comparison.Removed).WithoutUnmanaged();
        Set(manager, wished, now);
    }

    /// <summary>Notes an apply.</summary>
    /// <param name="applied">All fields of the configuration.</param>
    /// <exception cref="ApiException">409: another manages a field that would change, and force is not asked for.</exception>
    public void Apply(Comparison comparison, FieldSet applied, Manager manager, bool force, string now)
    {
        TakeOver(comparison, manager, force);
        Set(manager, applied.WithoutUnmanaged(), now);
    }

    /// <summary>The fields of all managers but one.</summary>
    public FieldSet OfOthers(Manager manager) =>
        _managers.Where(entry => entry.Key != manager).Aggregate(FieldSet.Empty, (all, entry) => all.Union(entry.Value.Fields));

    /// <summary>The object without what is noted here.</summary>
    public static JsonObject Stripped(JsonObject body)
    {
        var result = body.DeepClone().AsObject();
        (result["metadata"] as JsonObject)?.Remove("managedFields");
        return result;
    }

    public void WriteTo(JsonObject body)
    {
        if (_managers.Count == 0)
        {
            Metadata.Of(body).Remove("managedFields");
            return;
        }
        Metadata.Of(body)["managedFields"] = new JsonArray([.. _managers
            .OrderBy(entry => entry.Key.Operation, StringComparer.Ordinal).ThenBy(entry => entry.Value.Time, StringComparer.Ordinal).ThenBy(entry => entry.Key.Name, StringComparer.Ordinal)
            .Select(entry => new JsonObject
            {
                ["manager"] = entry.Key.Name,
                ["operation"] = entry.Key.Operation,
                ["apiVersion"] = entry.Key.ApiVersion,
                ["time"] = entry.Value.Time,
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = entry.Value.Fields.ToJson(),
            })]);
    }

    private void TakeOver(Comparison comparison, Manager manager, bool force)
    {
        var others = _managers.Where(entry => entry.Key != manager).ToList();
        var conflicts = others.SelectMany(entry => entry.Value.Fields.Intersect(comparison.Changed).Paths.Select(path => (entry.Key.ToConflict(), path.ToString()))).ToList();
        if (conflicts.Count > 0 && !force)
            throw ApiException.ManagerConflict(conflicts);
        foreach (var (other, (fields, time)) in others)
            Set(other, fields.Except(comparison.Changed).Except(comparison.Removed), time);
    }

    /// <summary>An entry that stays the same keeps its time.</summary>
    private void Set(Manager manager, FieldSet fields, string time)
    {
        if (fields.IsEmpty)
            _managers.Remove(manager);
        else if (!this[manager].Paths.SetEquals(fields.Paths))
            _managers[manager] = (fields, time);
    }
}
