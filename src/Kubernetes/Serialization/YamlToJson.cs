using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>Reads YAML as JSON, with plain scalars understood as kubectl does (YAML 1.1: <c>yes</c> is true, <c>0644</c> is octal). Needs no reflection.</summary>
public static class YamlToJson
{
    /// <summary>Aliases may blow a small file up to any size; no resource is as large as this.</summary>
    private const int MaxNodes = 1_000_000;

    private const int MaxDepth = 100;

    /// <summary>Every document that is not empty.</summary>
    /// <exception cref="YamlFormatException">The text is not YAML, or not expressible in JSON.</exception>
    public static IReadOnlyList<JsonNode> ReadAll(string yaml) => [.. ReadDocuments(yaml).Select(document => document.Content)];

    /// <summary>As <see cref="ReadAll"/>, with the lines that everything stands on.</summary>
    /// <exception cref="YamlFormatException">As of <see cref="ReadAll"/>.</exception>
    public static IReadOnlyList<YamlDocument> ReadDocuments(string yaml)
    {
        var stream = new YamlStream();
        var scanner = new Scanner(new StringReader(yaml));
        try
        {
            stream.Load(new DepthGuard(new Parser(scanner), MaxDepth));
        }
        catch (YamlException exception)
        {
            throw new YamlFormatException((int)exception.Start.Line, (int)exception.Start.Column, exception.Message, exception);
        }
        catch (InvalidOperationException exception)
        {
            // YamlDotNet has no error of its own for a list in brackets that goes on as a mapping
            throw new YamlFormatException((int)scanner.CurrentPosition.Line, (int)scanner.CurrentPosition.Column, "A value is not finished here, as a list without its closing bracket.", exception);
        }
        var budget = MaxNodes;
        var documents = new List<YamlDocument>();
        foreach (var root in stream.Documents.Select(document => document.RootNode))
        {
            if (Convert(root, 0, ref budget) is { } content)
                documents.Add(new YamlDocument(root, content));
        }
        return documents;
    }

    /// <summary>The one document of the text, or null when it is empty.</summary>
    /// <exception cref="FormatException">As of <see cref="ReadAll"/>, and when there are several documents.</exception>
    public static JsonNode? Read(string yaml) => ReadAll(yaml) switch
    {
        [] => null,
        [var only] => only,
        var several => throw new FormatException($"One YAML document was expected, {several.Count} were found."),
    };

    private static JsonNode? Convert(YamlNode node, int depth, ref int budget)
    {
        if (depth > MaxDepth || --budget < 0)
            throw Error(node, "The YAML document is too deep or too large.");
        switch (node)
        {
            case YamlScalarNode scalar:
                return Scalar(scalar);
            case YamlSequenceNode sequence:
                var array = new JsonArray();
                foreach (var item in sequence)
                    array.Add(Convert(item, depth + 1, ref budget));
                return array;
            case YamlMappingNode mapping:
                return Mapping(mapping, depth, ref budget);
            default:
                throw Error(node, "The YAML node has no counterpart in JSON.");
        }
    }

    private static JsonObject Mapping(YamlMappingNode mapping, int depth, ref int budget)
    {
        var result = new JsonObject();
        var merged = new List<JsonObject>();
        foreach (var (keyNode, valueNode) in mapping)
        {
            var key = keyNode is YamlScalarNode { Value: { } name } ? name : throw Error(keyNode, "A key is not a scalar.");
            var value = Convert(valueNode, depth + 1, ref budget);
            if (key == "<<" && keyNode is YamlScalarNode { Style: ScalarStyle.Plain })
                merged.AddRange(value is JsonArray several ? several.OfType<JsonObject>() : [value as JsonObject ?? throw Error(valueNode, "A merge key's value is not a mapping.")]);
            else
                result[key] = value;
        }
        foreach (var (key, value) in merged.SelectMany(part => part))
        {
            if (!result.ContainsKey(key))
                result[key] = value?.DeepClone();
        }
        return result;
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        var tag = scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? null : scalar.Tag.Value;
        if (tag is "tag:yaml.org,2002:str" or "tag:yaml.org,2002:binary" || (tag is null && scalar.Style != ScalarStyle.Plain))
            return JsonValue.Create(text);
        return Resolve(text);
    }

    private static JsonValue? Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE" or "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                return JsonValue.Create(false);
        }
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '.'))
            return JsonValue.Create(text);
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (Integer(plain) is { } integer)
            return JsonValue.Create(integer);
        if (IsDecimal(plain) && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return JsonValue.Create(number);
        return JsonValue.Create(text);
    }

    private static long? Integer(string text)
    {
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text[1..] : text;
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]))
            return null;
        long? value = digits switch
        {
            ['0', 'x' or 'X', ..] => Radix(digits[2..], 16),
            ['0', 'b' or 'B', ..] => Radix(digits[2..], 2),
            ['0', 'o' or 'O', ..] => Radix(digits[2..], 8),
            ['0', _, ..] => Radix(digits[1..], 8),
            _ => Radix(digits, 10),
        };
        return negative ? -value : value;
    }

    private static long? Radix(string digits, int radix)
    {
        if (digits.Length == 0)
            return null;
        long value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit) || System.Convert.ToInt32(digit.ToString(), 16) is var part && part >= radix || value > (long.MaxValue - part) / radix)
                return null;
            value = value * radix + part;
        }
        return value;
    }

    private static bool IsDecimal(string text) => text.All(c => char.IsAsciiDigit(c) || c is '.' or '-' or '+' or 'e' or 'E') && text.Any(char.IsAsciiDigit);

    private static YamlFormatException Error(YamlNode node, string message) => new((int)node.Start.Line, (int)node.Start.Column, message);
}
