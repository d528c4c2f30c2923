using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Resources;

namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>Walks objects field by field: which fields there are, and how two objects differ.</summary>
internal static class Fields
{
    /// <summary>The fields that an applied configuration is about: its leaves, and the items of its lists.</summary>
    public static FieldSet Of(JsonObject body, FieldSchema schema)
    {
        var paths = ImmutableSortedSet.CreateBuilder(FieldPath.Order);
        Collect(body, schema, FieldPath.Root, paths, withContainers: false);
        return new FieldSet(paths.ToImmutable());
    }

    public static Comparison Compare(JsonObject before, JsonObject after, FieldSchema schema)
    {
        var difference = new Difference();
        difference.Compare(before, after, schema, FieldPath.Root);
        return difference.ToComparison();
    }

    private static void Collect(JsonNode? node, FieldSchema schema, FieldPath path, ImmutableSortedSet<FieldPath>.Builder paths, bool withContainers)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map when !schema.IsAtomicMap:
                if (withContainers && path != FieldPath.Root)
                    paths.Add(path);
                foreach (var (name, value) in map)
                    Collect(value, schema.Field(name), path.Field(name), paths, withContainers);
                break;
            case JsonArray list when schema.ListType != ListType.Atomic:
                if (withContainers)
                    paths.Add(path);
                foreach (var (itemPath, item) in ListItems.Of(list, schema, path))
                {
                    paths.Add(itemPath);
                    Collect(item, schema.Item(), itemPath, paths, withContainers);
                }
                break;
            case null when !withContainers:
                throw ApiException.NotImplemented($"null in an applied configuration ({path})");
            default:
                if (path != FieldPath.Root)
                    paths.Add(path);
                break;
        }
    }

    private sealed class Difference
    {
        private readonly ImmutableSortedSet<FieldPath>.Builder _added = ImmutableSortedSet.CreateBuilder(FieldPath.Order);
        private readonly ImmutableSortedSet<FieldPath>.Builder _modified = ImmutableSortedSet.CreateBuilder(FieldPath.Order);
        private readonly ImmutableSortedSet<FieldPath>.Builder _removed = ImmutableSortedSet.CreateBuilder(FieldPath.Order);

        public Comparison ToComparison() => new(new FieldSet(_added.ToImmutable()), new FieldSet(_modified.ToImmutable()), new FieldSet(_removed.ToImmutable()));

        public void Compare(JsonNode? before, JsonNode? after, FieldSchema schema, FieldPath path)
        {
            if (before is null && after is null)
                return;
            if (before is null)
                Collect(after, schema, path, _added, withContainers: true);
            else if (after is null)
                Collect(before, schema, path, _removed, withContainers: true);
            else if (before is JsonObject old && after is JsonObject @new && !schema.IsAtomicMap)
                CompareFields(old, @new, schema, path);
            else if (before is JsonArray oldList && after is JsonArray newList && schema.ListType != ListType.Atomic)
                CompareItems(oldList, newList, schema, path);
            else if (!JsonNode.DeepEquals(before, after))
                _modified.Add(path);
        }

        private void CompareFields(JsonObject before, JsonObject after, FieldSchema schema, FieldPath path)
        {
            foreach (var name in before.Select(pair => pair.Key).Union(after.Select(pair => pair.Key), StringComparer.Ordinal))
                Compare(before[name], after[name], schema.Field(name), path.Field(name));
        }

        private void CompareItems(JsonArray before, JsonArray after, FieldSchema schema, FieldPath path)
        {
            var (old, @new) = (ListItems.Of(before, schema, path), ListItems.Of(after, schema, path));
            foreach (var itemPath in old.Keys.Union(@new.Keys))
                Compare(old.GetValueOrDefault(itemPath), @new.GetValueOrDefault(itemPath), schema.Item(), itemPath);
        }
    }
}
