using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>Fields that somebody manages.</summary>
internal sealed record FieldSet(ImmutableSortedSet<FieldPath> Paths)
{
    public static readonly FieldSet Empty = new(ImmutableSortedSet.Create(FieldPath.Order));

    /// <summary>What nobody manages, since it says which object it is or is set by the server.</summary>
    private static readonly FieldPath[] Unmanaged =
    [
        FieldPath.Root.Field("apiVersion"),
        FieldPath.Root.Field("kind"),
        FieldPath.Root.Field("metadata"),
        .. ((string[])["name", "namespace", "creationTimestamp", "uid", "generation", "resourceVersion", "managedFields", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"])
            .Select(FieldPath.Root.Field("metadata").Field),
    ];

    public bool IsEmpty => Paths.IsEmpty;

    public FieldSet Union(FieldSet other) => new(Paths.Union(other.Paths));

    public FieldSet Except(FieldSet other) => new(Paths.Except(other.Paths));

    public FieldSet Intersect(FieldSet other) => new(Paths.Intersect(other.Paths));

    public FieldSet WithoutUnmanaged() => new(Paths.Except(Unmanaged));

    /// <summary>Whether it has the field or any below it.</summary>
    public bool Reaches(FieldPath path) => Paths.Any(path.Covers);

    public static FieldSet FromJson(JsonObject fields)
    {
        var paths = ImmutableSortedSet.CreateBuilder(FieldPath.Order);
        Read(fields, FieldPath.Root, paths);
        return new FieldSet(paths.ToImmutable());
    }

    /// <summary>In the form <c>FieldsV1</c>: a field without anything below it, or with a point below it, is in the set.</summary>
    public JsonObject ToJson()
    {
        var root = new JsonObject();
        foreach (var path in Paths)
        {
            var node = root;
            foreach (var element in path.Elements)
            {
                if (node[element] is not JsonObject child)
                    node[element] = child = [];
                node = child;
            }
            if (Paths.Any(other => other != path && path.Covers(other)))
                node["."] = new JsonObject();
        }
        return root;
    }

    private static void Read(JsonObject node, FieldPath path, ImmutableSortedSet<FieldPath>.Builder paths)
    {
        if (path != FieldPath.Root && (node.Count == 0 || node.ContainsKey(".")))
            paths.Add(path);
        foreach (var (element, child) in node)
        {
            if (element != ".")
                Read(child!.AsObject(), path.Element(element), paths);
        }
    }
}
