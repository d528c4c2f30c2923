using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;

namespace ExchangeHA.FakeApiServer.Resources;

/// <summary>What server-side apply has to know of one field: how its list is merged, and the same of the fields below it.</summary>
internal sealed class FieldSchema
{
    /// <summary>Kubernetes' own lists by the name of their field, in metadata and in the built-in kinds; keys of those that are maps.</summary>
    private static readonly Dictionary<string, string[]> BuiltInMaps = new(StringComparer.Ordinal)
    {
        ["ownerReferences"] = ["uid"],
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["env"] = ["name"],
        ["ports"] = ["containerPort", "protocol"],
        ["volumeMounts"] = ["mountPath"],
        ["volumes"] = ["name"],
        ["imagePullSecrets"] = ["name"],
        ["secrets"] = ["name"],
        ["conditions"] = ["type"],
        ["addresses"] = ["type"],
    };

    private static readonly HashSet<string> BuiltInAtomic = new(StringComparer.Ordinal)
    {
        "args", "command", "add", "drop", "items", "sources", "tolerations", "taints", "matchExpressions", "values",
        "rules", "apiGroups", "resources", "resourceNames", "verbs", "subjects", "envFrom", "containerStatuses", "images",
    };

    private readonly JsonObject? _schema;
    private readonly string _name;
    private readonly bool _builtIn;

    private FieldSchema(JsonObject? schema, string name, bool builtIn) => (_schema, _name, _builtIn) = (schema, name, builtIn);

    /// <summary>The fields by which an item of a <see cref="Resources.ListType.Map"/> is known.</summary>
    public IReadOnlyList<string> Keys => _builtIn
        ? BuiltInMaps[_name]
        : [.. _schema!["x-kubernetes-list-map-keys"]!.AsArray().Select(key => (string)key!)];

    /// <summary>Whether a map is one value, owned by one manager (<c>x-kubernetes-map-type: atomic</c>).</summary>
    public bool IsAtomicMap => (string?)_schema?["x-kubernetes-map-type"] == "atomic";

    /// <exception cref="ApiException">501: it is not known how this list is merged.</exception>
    public ListType ListType
    {
        get
        {
            if (!_builtIn)
            {
                return (string?)_schema?["x-kubernetes-list-type"] switch
                {
                    "map" => ListType.Map,
                    "set" => ListType.Set,
                    _ => ListType.Atomic,
                };
            }
            if (BuiltInMaps.ContainsKey(_name))
                return ListType.Map;
            if (_name == "finalizers")
                return ListType.Set;
            return BuiltInAtomic.Contains(_name) ? ListType.Atomic : throw ApiException.NotImplemented($"server-side apply of the list {_name}");
        }
    }

    public static FieldSchema Of(ResourceKind kind) => new(kind.Schema, "", kind.Schema is null);

    public FieldSchema Field(string name)
    {
        if (_builtIn || (name == "metadata" && _name.Length == 0))
            return new FieldSchema(null, name, builtIn: true);
        return new FieldSchema((_schema?["properties"]?[name] ?? _schema?["additionalProperties"]) as JsonObject, name, builtIn: false);
    }

    /// <summary>Of the list's items.</summary>
    public FieldSchema Item() => new(_schema?["items"] as JsonObject, _name, _builtIn);
}
