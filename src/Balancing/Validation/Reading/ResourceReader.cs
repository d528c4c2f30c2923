using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Validation.Reading;

/// <summary>
/// Reads a document as an ExchangeBalancer and finds what does not fit the types, by the same metadata that the schema is made from. The API
/// server drops unknown fields silently: a typing error would otherwise be a default that nobody asked for.
/// </summary>
public static class ResourceReader
{
    private const string ApiVersion = $"{ExchangeBalancer.Group}/{ExchangeBalancer.Version}";

    /// <summary>Set by the server: a resource that comes from a cluster has them.</summary>
    private static readonly string[] ServerSetMetadata = ["managedFields", "selfLink", "deletionGracePeriodSeconds", "ownerReferences"];

    private const string StandInName = "unnamed";

    /// <summary>Whether the document means a balancer, of whatever version.</summary>
    public static bool IsBalancer(JsonNode? document) =>
        document is JsonObject map && Text(map["kind"]) == "ExchangeBalancer" && Text(map["apiVersion"])?.StartsWith(ExchangeBalancer.Group + "/", StringComparison.Ordinal) == true;

    /// <param name="document">One that <see cref="IsBalancer"/>; it is not changed.</param>
    public static ResourceReading Read(JsonObject document)
    {
        var rest = (JsonObject)document.DeepClone();
        // the operator's own, and no wish
        rest.Remove("status");
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (Text(rest["apiVersion"]) is { } version && version != ApiVersion)
            findings.Add(Findings.Error("apiVersion", $"{Findings.Quote(version)} is not known here.", $"Write {ApiVersion}."));
        if (rest["metadata"] is JsonObject metadata)
        {
            foreach (var name in ServerSetMetadata.Concat(metadata.Where(entry => entry.Value is null).Select(entry => entry.Key)).ToList())
                metadata.Remove(name);
        }
        Object(BalancingJsonContext.Default.ExchangeBalancer, rest, "", findings);
        var balancer = rest.Deserialize(BalancingJsonContext.Default.ExchangeBalancer)!;
        if (string.IsNullOrEmpty(balancer.Metadata.Name))
        {
            // the rules ask nothing more of a resource without a name
            balancer.Metadata.Name = StandInName;
            if (!findings.Any(finding => finding.Path is "metadata" or "metadata.name"))
                findings.Add(Findings.Error("metadata.name", "It is missing.", "Give the balancer a name."));
        }
        return new ResourceReading(balancer, findings.ToImmutable());
    }

    /// <summary>Finds what is wrong in an object and takes it out.</summary>
    private static void Object(JsonTypeInfo type, JsonObject value, string path, ImmutableArray<Finding>.Builder findings)
    {
        var fields = type.Properties.Where(field => field is { Set: not null, IsExtensionData: false }).ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (var (name, inner) in value.ToList())
        {
            var place = path.Length == 0 ? name : $"{path}.{name}";
            if (!fields.TryGetValue(name, out var field))
            {
                findings.Add(Findings.Error(place, "There is no such field.", Spelling.Advice(name, fields.Keys)));
                value.Remove(name);
            }
            else if (!FieldReader.Fits(field, inner, place, findings, Object))
            {
                value.Remove(name);
            }
        }
        foreach (var field in fields.Values.Where(field => FieldReader.IsRequired(field) && !value.ContainsKey(field.Name)))
        {
            var place = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (!findings.Any(finding => finding.Path == place))
                findings.Add(Findings.Error(place, "It is missing.", FieldReader.Wanted(field)));
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
