using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Selectors;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.FakeApiServer.Watching;

/// <summary>The lines of a watch.</summary>
internal static class WatchEvents
{
    /// <summary>A change as one who sees only a selection sees it; null when he sees nothing of it.</summary>
    public static ReadOnlyMemory<byte>? Of(Change change, Selection selection) => (selection.Includes(change.Before), selection.Includes(change.After)) switch
    {
        (false, false) => null,
        (false, true) => Of("ADDED", change.After!),
        (true, true) => Of("MODIFIED", change.After!),
        // what went out of sight is told as it was, at the version at which it went
        (true, false) => Of("DELETED", change.Before!.At(change.Version)),
    };

    public static ReadOnlyMemory<byte> Of(string type, StoredObject value) =>
        (byte[])[.. Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","object":"""), .. value.Utf8.Span, .. "}\n"u8];

    public static ReadOnlyMemory<byte> Bookmark(ResourceKind kind, long version) => Line("BOOKMARK", new JsonObject
    {
        ["kind"] = kind.Name,
        ["apiVersion"] = kind.GroupVersion,
        ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null },
    });

    public static ReadOnlyMemory<byte> Error(ApiException exception) => Line("ERROR", exception.ToStatus());

    private static ReadOnlyMemory<byte> Line(string type, JsonObject body) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["object"] = body }.ToJsonString() + "\n");
}
