using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>Reads and writes what the API server speaks, by source-generated metadata only.</summary>
internal sealed class KubernetesJson
{
    /// <summary>Set by the server; in an apply they would be claimed as the field manager's wish.</summary>
    private static readonly string[] ServerSetMetadata = ["managedFields", "creationTimestamp", "deletionTimestamp", "generation", "selfLink"];

    /// <summary>What a status apply says of the object: which one it is, and optionally in which state.</summary>
    private static readonly string[] IdentifyingMetadata = ["name", "namespace", "uid", "resourceVersion"];

    private readonly JsonSerializerOptions _options;
    private readonly JsonSerializerOptions _knownFieldsOnly;

    public KubernetesJson(IEnumerable<IJsonTypeInfoResolver> resolvers)
    {
        var resolver = JsonTypeInfoResolver.Combine([.. resolvers, KubernetesJsonContext.Default]);
        _options = Options(resolver);
        _knownFieldsOnly = Options(resolver.WithAddedModifier(ForgetUnknownFields));
    }

    public JsonTypeInfo<T> TypeInfo<T>(bool knownFieldsOnly = false) => (JsonTypeInfo<T>)(knownFieldsOnly ? _knownFieldsOnly : _options).GetTypeInfo(typeof(T));

    public T Read<T>(ReadOnlySpan<byte> utf8, bool knownFieldsOnly = false) =>
        JsonSerializer.Deserialize(utf8, TypeInfo<T>(knownFieldsOnly)) ?? throw new JsonException("The API server sent null.");

    public byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeInfo<T>());

    /// <summary>The object without its status and what the server sets.</summary>
    public byte[] WriteForApply<T>(T value)
    {
        var body = ToJsonObject(value);
        body.Remove("status");
        if (body["metadata"] is JsonObject metadata)
        {
            foreach (var name in ServerSetMetadata)
                metadata.Remove(name);
        }
        return ToBytes(body);
    }

    /// <summary>The object's identity and status, nothing else: servers before 1.22 would note the rest as owned by the field manager.</summary>
    public byte[] WriteForStatusApply<T>(T value)
    {
        var whole = ToJsonObject(value);
        var metadata = new JsonObject();
        foreach (var name in IdentifyingMetadata)
        {
            if (whole["metadata"]?[name] is { } part)
                metadata[name] = part.DeepClone();
        }
        return ToBytes(new JsonObject
        {
            ["apiVersion"] = whole["apiVersion"]?.DeepClone(),
            ["kind"] = whole["kind"]?.DeepClone(),
            ["metadata"] = metadata,
            ["status"] = whole["status"]?.DeepClone() ?? new JsonObject(),
        });
    }

    /// <summary>The status in an error's body, or null when it is something else.</summary>
    public V1Status? ReadStatus(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, TypeInfo<V1Status>()) is { Kind: "Status" } status ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Options(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = resolver,
        };
        options.MakeReadOnly();
        return options;
    }

    private static void ForgetUnknownFields(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].IsExtensionData)
                type.Properties.RemoveAt(i);
        }
    }

    private JsonObject ToJsonObject<T>(T value) => JsonSerializer.SerializeToNode(value, TypeInfo<T>())!.AsObject();

    private static byte[] ToBytes(JsonObject body)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            body.WriteTo(writer);
        return JsonAsYaml.FromJson(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
