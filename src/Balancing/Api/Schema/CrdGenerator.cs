using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Api.Schema;

/// <summary>Makes the CustomResourceDefinition of a kind from its C# type, the attributes on it and its doc comments.</summary>
public static class CrdGenerator
{
    /// <summary>The kinds of this product, each with the name of its file.</summary>
    public static IEnumerable<(string FileName, string Yaml)> GenerateAll(ApiDocumentation documentation)
    {
        foreach (var root in new JsonTypeInfo[] { BalancingJsonContext.Default.ExchangeBalancer, BalancingJsonContext.Default.BalancerNode })
        {
            var entity = root.Type.GetCustomAttribute<KubernetesEntityAttribute>()!;
            yield return ($"{entity.Group}_{entity.PluralName}.yaml", "# Generated from src/Balancing/Api by `make crds`; changes here are overwritten.\n" + YamlText.Write(Generate(root, documentation, Validator.Cel)));
        }
    }

    /// <summary>The definition of one kind.</summary>
    /// <param name="root">A type with <c>spec</c> and <c>status</c>, and the attributes that name its kind.</param>
    /// <param name="rules">Those that go into it.</param>
    public static JsonObject Generate(JsonTypeInfo root, ApiDocumentation documentation, IReadOnlyCollection<CelAttribute> rules)
    {
        var entity = root.Type.GetCustomAttribute<KubernetesEntityAttribute>() ?? throw new ArgumentException($"{root.Type} is no kind of Kubernetes.", nameof(root));
        var version = new JsonObject { ["name"] = entity.ApiVersion, ["served"] = true, ["storage"] = true };
        version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
        version["additionalPrinterColumns"] = new JsonArray([.. root.Type.GetCustomAttributes<AdditionalPrinterColumnAttribute>().Select(PrinterColumn)]);
        version["schema"] = new JsonObject { ["openAPIV3Schema"] = Root(root, documentation, rules) };
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{entity.PluralName}.{entity.Group}" },
            ["spec"] = new JsonObject
            {
                ["group"] = entity.Group,
                ["names"] = new JsonObject
                {
                    ["kind"] = entity.Kind,
                    ["listKind"] = entity.Kind + "List",
                    ["plural"] = entity.PluralName,
                    ["singular"] = entity.Kind.ToLowerInvariant(),
                    ["shortNames"] = new JsonArray([.. root.Type.GetCustomAttributes<KubernetesEntityShortNameAttribute>().Select(name => JsonValue.Create(name.Name))]),
                    ["categories"] = new JsonArray("exchange-ha"),
                },
                ["scope"] = entity.Namespaced ? "Namespaced" : "Cluster",
                ["versions"] = new JsonArray(version),
            },
        };
    }

    private static JsonObject Root(JsonTypeInfo root, ApiDocumentation documentation, IReadOnlyCollection<CelAttribute> rules)
    {
        var schema = new SchemaBuilder(documentation, rules).ForObject(root);
        if (documentation.Of(root.Type) is { } description)
            schema.Insert(0, "description", description);
        var properties = schema["properties"]!.AsObject();
        // what every object has is the API server's to describe; a default for a kind would be refused
        properties["apiVersion"] = new JsonObject { ["description"] = "The version of the schema that the object is written in.", ["type"] = "string" };
        properties["kind"] = new JsonObject { ["description"] = "The kind of the object.", ["type"] = "string" };
        properties["metadata"] = new JsonObject { ["type"] = "object" };
        return schema;
    }

    private static JsonObject PrinterColumn(AdditionalPrinterColumnAttribute column)
    {
        var node = new JsonObject { ["name"] = column.Name, ["type"] = column.Type };
        if (column.Description is { } description)
            node["description"] = description;
        node["jsonPath"] = column.JsonPath;
        if (column.Priority > 0)
            node["priority"] = column.Priority;
        return node;
    }
}
