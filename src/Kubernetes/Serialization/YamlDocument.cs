using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>A document as JSON, with the lines that its parts stand on.</summary>
public sealed class YamlDocument
{
    private readonly YamlNode _root;

    internal YamlDocument(YamlNode root, JsonNode content)
    {
        _root = root;
        Content = content;
    }

    public JsonNode Content { get; }

    /// <summary>The line, from 1, of a field such as <c>spec.datacenters[1].nodeSelector[example.com/zone]</c>; of what it would stand in when it is not there.</summary>
    public int LineOf(string path)
    {
        var (node, line) = (_root, _root.Start.Line);
        foreach (var part in Parts(path))
        {
            if (Child(node, part) is not { } child)
                break;
            (node, line) = child;
        }
        return (int)line;
    }

    private static (YamlNode Node, long Line)? Child(YamlNode node, string part)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping)
                {
                    if (key is YamlScalarNode { Value: { } name } && name == part)
                        return (value, key.Start.Line);
                }
                return null;
            case YamlSequenceNode sequence when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < sequence.Children.Count:
                return (sequence[index], sequence[index].Start.Line);
            default:
                return null;
        }
    }

    /// <summary>Names between dots, indexes and keys of maps between brackets; a key may hold dots.</summary>
    private static IEnumerable<string> Parts(string path)
    {
        for (var index = 0; index < path.Length;)
        {
            var isBracket = path[index] == '[';
            var start = isBracket || path[index] == '.' ? index + 1 : index;
            var end = isBracket ? path.IndexOf(']', start) : path.IndexOfAny(['.', '['], start);
            end = end < 0 ? path.Length : end;
            yield return path[start..end];
            index = isBracket ? end + 1 : end;
        }
    }
}
