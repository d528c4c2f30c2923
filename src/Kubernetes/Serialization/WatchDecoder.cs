using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>Reads a watch stream: one JSON object a line, each decoded in one pass over the bytes as they came.</summary>
internal sealed partial class WatchDecoder<T>(KubernetesJson json, ILogger logger, bool knownFieldsOnly = false)
    where T : class, IKubernetesObject
{
    /// <summary>Ends when the stream ends between events; an end within one is an <see cref="IOException"/>, an ERROR event a <see cref="KubernetesException"/>.</summary>
    public async IAsyncEnumerable<WatchEvent<T>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 32 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                var rest = result.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    var line = rest.Slice(0, end);
                    rest = rest.Slice(rest.GetPosition(1, end));
                    if (Decode(line) is { } watchEvent)
                        yield return watchEvent;
                }
                if (result.IsCompleted)
                {
                    if (DecodeLast(rest) is { } watchEvent)
                        yield return watchEvent;
                    yield break;
                }
                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <summary>The event of a line; null for an empty line and for a type of event that this client does not know.</summary>
    internal WatchEvent<T>? Decode(in ReadOnlySequence<byte> line)
    {
        if (IsBlank(line))
            return null;
        var reader = new Utf8JsonReader(line);
        string? type = null;
        Utf8JsonReader body = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A watch event is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            if (isType)
                type = reader.GetString();
            else if (isObject && type is not null)
                return DecodeObject(type, reader);
            else if (isObject)
                body = reader;
            reader.Skip();
        }
        return type is not null && body.TokenType != JsonTokenType.None ? DecodeObject(type, body) : throw new JsonException("A watch event has no type or no object.");
    }

    private WatchEvent<T>? DecodeLast(in ReadOnlySequence<byte> rest)
    {
        try
        {
            return Decode(rest);
        }
        catch (JsonException exception)
        {
            throw new IOException("The watch stream ended within an event.", exception);
        }
    }

    private WatchEvent<T>? DecodeObject(string typeName, Utf8JsonReader reader)
    {
        WatchEventType type;
        switch (typeName)
        {
            case "ADDED": type = WatchEventType.Added; break;
            case "MODIFIED": type = WatchEventType.Modified; break;
            case "DELETED": type = WatchEventType.Deleted; break;
            case "BOOKMARK": type = WatchEventType.Bookmark; break;
            case "ERROR":
                throw new KubernetesException(JsonSerializer.Deserialize(ref reader, json.TypeInfo<V1Status>()) ?? new V1Status());
            default:
                Log.TypeUnknown(logger, EntityDefinition<T>.Attribute.Kind, typeName);
                return null;
        }
        var start = reader;
        try
        {
            var value = JsonSerializer.Deserialize(ref reader, json.TypeInfo<T>(knownFieldsOnly)) ?? throw new JsonException("A watch event's object is null.");
            return new WatchEvent<T>(type, value);
        }
        catch (JsonException exception)
        {
            return DecodeIdentity(type, start, exception);
        }
    }

    /// <summary>
    /// One object that does not fit its type must not stop the watch for the others: a deletion needs only its name, and of
    /// anything else at least the resource version counts, or the watch would start before it for ever.
    /// </summary>
    private WatchEvent<T> DecodeIdentity(WatchEventType type, Utf8JsonReader reader, JsonException exception)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var identity = ObjectIdentity.Of(document.RootElement);
        if (identity.ResourceVersion is null)
            throw exception;
        Log.ObjectUndecodable(logger, EntityDefinition<T>.Attribute.Kind, identity.Key, type, exception);
        return type == WatchEventType.Deleted
            ? new WatchEvent<T>(type, Bare(json, identity))
            : Bookmark(json, identity.ResourceVersion);
    }

    public static WatchEvent<T> Bookmark(KubernetesJson json, string resourceVersion) =>
        new(WatchEventType.Bookmark, Bare(json, new ObjectIdentity(default, null, resourceVersion)));

    /// <summary>An object of which only the metadata is known, made as if the server had sent no more than that.</summary>
    private static T Bare(KubernetesJson json, ObjectIdentity identity)
    {
        var metadata = new JsonObject { ["resourceVersion"] = identity.ResourceVersion };
        if (!string.IsNullOrEmpty(identity.Key.Name))
            metadata["name"] = identity.Key.Name;
        if (!string.IsNullOrEmpty(identity.Key.Namespace))
            metadata["namespace"] = identity.Key.Namespace;
        if (identity.Uid is not null)
            metadata["uid"] = identity.Uid;
        return new JsonObject { ["metadata"] = metadata }.Deserialize(json.TypeInfo<T>())!;
    }

    private static bool IsBlank(in ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
                return false;
        }
        return true;
    }
}
