using System.Text.Json;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>Reads a page of a list. An item that does not fit its type is left out and named, the others are kept.</summary>
internal sealed partial class ListDecoder(KubernetesJson json, ILogger logger)
{
    public KubernetesList<T> Decode<T>(ReadOnlyMemory<byte> utf8, bool knownFieldsOnly = false)
        where T : class, IKubernetesObject
    {
        try
        {
            var list = json.Read<KubernetesList<T>>(utf8.Span, knownFieldsOnly);
            list.Items ??= [];
            return list;
        }
        catch (JsonException)
        {
            // Thrown again below if it is the list and not an item that is broken.
            return DecodeItemByItem<T>(utf8, knownFieldsOnly);
        }
    }

    private KubernetesList<T> DecodeItemByItem<T>(ReadOnlyMemory<byte> utf8, bool knownFieldsOnly)
        where T : class, IKubernetesObject
    {
        using var document = JsonDocument.Parse(utf8);
        var undecodable = new List<NamespacedName>();
        var list = new KubernetesList<T>
        {
            Metadata = document.RootElement.GetProperty("metadata").Deserialize(json.TypeInfo<V1ListMeta>()) ?? new(),
            Undecodable = undecodable,
        };
        foreach (var item in document.RootElement.GetProperty("items").EnumerateArray())
        {
            try
            {
                if (item.Deserialize(json.TypeInfo<T>(knownFieldsOnly)) is { } value)
                    list.Items.Add(value);
            }
            catch (JsonException exception)
            {
                var key = ObjectIdentity.Of(item).Key;
                undecodable.Add(key);
                Log.ItemUndecodable(logger, EntityDefinition<T>.Attribute.Kind, key, exception);
            }
        }
        return list;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Kind} {Key} was left out of a list: it does not fit its type", EventName = "ItemUndecodable")]
        public static partial void ItemUndecodable(ILogger logger, string kind, NamespacedName key, Exception exception);
    }
}
