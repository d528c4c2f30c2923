using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Selectors;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.FakeApiServer.Http;

/// <summary>Lists, page by page: all pages of a list are of the version at which it began.</summary>
internal static class ListAnswer
{
    /// <exception cref="ApiException">410: the version of the pages before is compacted.</exception>
    public static byte[] Of(ObjectStore store, ApiCall call)
    {
        var selection = new Selection(call);
        var asked = ResourceVersions.Parse(call.Query["resourceVersion"]);
        if (call.Query["resourceVersionMatch"] is [{ Length: > 0 }])
            throw ApiException.NotImplemented("resourceVersionMatch");
        if (asked > store.Version)
            throw ApiException.Of(504, "Timeout", $"Too large resource version: {asked}, current: {store.Version}");
        var start = ContinueToken.Parse(call.Query["continue"]);
        if (start is not null && asked != 0)
            throw ApiException.BadRequest("specifying resource version is not allowed when using continue");
        var limit = call.Query["limit"] is [{ Length: > 0 } text] ? int.Parse(text) : 0;
        // the cache, which answers to "0", knows no pages
        if (call.Query["resourceVersion"] == "0")
            limit = 0;

        var (objects, version) = store.List(call.Kind, call.Namespace, start?.Version);
        var rest = objects.Where(item => selection.Includes(item) && (start is null || string.CompareOrdinal(item.Key.Path, start.After) > 0)).ToList();
        var page = limit > 0 ? rest.Take(limit).ToList() : rest;
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        // of custom resources the real server writes the empty token too
        if (call.Kind.Schema is not null)
            metadata["continue"] = "";
        if (page.Count < rest.Count)
        {
            metadata["continue"] = new ContinueToken(version, page[^1].Key.Path).ToString();
            if (selection.IsEverything)
                metadata["remainingItemCount"] = rest.Count - page.Count;
        }
        var head = $$"""{"kind":"{{call.Kind.Name}}List","apiVersion":"{{call.Kind.GroupVersion}}","metadata":{{metadata.ToJsonString()}},"items":[""";
        return [.. Encoding.UTF8.GetBytes(head), .. page.SelectMany((item, i) => i == 0 ? item.Utf8.ToArray() : [(byte)',', .. item.Utf8.Span]), .. "]}"u8];
    }
}
