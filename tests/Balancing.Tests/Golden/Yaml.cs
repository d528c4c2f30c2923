using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ExchangeHA.Balancing.Tests.Golden;

/// <summary>YAML as JSON, as the API server would store it.</summary>
internal static class Yaml
{
    public static IEnumerable<JsonNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Select(document => Json(document.RootNode)!);
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value!),
        YamlScalarNode quoted => quoted.Value,
        _ => throw new InvalidDataException("Anchors are not used here."),
    };

    private static JsonNode? Plain(string value) => value switch
    {
        "" or "null" or "~" => null,
        "true" => true,
        "false" => false,
        _ => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : value,
    };

    /// <summary>A Secret's stringData becomes data, as on the API server.</summary>
    public static JsonNode WithData(JsonNode secret)
    {
        if (secret["stringData"] is JsonObject strings)
            secret["data"] = new JsonObject(strings.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value!.GetValue<string>())))));
        return secret;
    }
}
