using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ExchangeHA.Balancing.Api.Schema;

/// <summary>Writes JSON as YAML in block style, always in the same way, so that generated files can be compared byte for byte.</summary>
public static class YamlText
{
    // YAML 1.1, which Kubernetes reads, takes these words for something else than text
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "y", "n", "yes", "no", "on", "off", "true", "false", "null" };

    public static string Write(JsonNode node)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(writer, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, newLine: "\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        Emit(emitter, node);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return writer.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map)
                {
                    Emit(emitter, key);
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                Emit(emitter, text.GetValue<string>());
                break;
            default:
                emitter.Emit(Scalar(node?.ToJsonString() ?? "null", ScalarStyle.Plain));
                break;
        }
    }

    private static void Emit(Emitter emitter, string text)
    {
        // plain only where no reader can take it for a number, a date or a boolean; the emitter itself quotes what would not parse as plain
        var plain = text.Length > 0 && char.IsAsciiLetter(text[0]) && !Reserved.Contains(text);
        emitter.Emit(Scalar(text, plain ? ScalarStyle.Plain : ScalarStyle.SingleQuoted));
    }

    private static Scalar Scalar(string text, ScalarStyle style) => new(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);
}
