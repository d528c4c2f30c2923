using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>A parser's events up to a depth of nesting: whoever builds the document does so by recursion, and a stack that overflows ends the process.</summary>
internal sealed class DepthGuard(IParser parser, int maxDepth) : IParser
{
    private int _depth;

    public ParsingEvent? Current => parser.Current;

    /// <exception cref="YamlException">The document is nested too deeply.</exception>
    public bool MoveNext()
    {
        if (!parser.MoveNext())
            return false;
        _depth += parser.Current?.NestingIncrease ?? 0;
        return _depth <= maxDepth + 3 ? true : throw new YamlException(parser.Current!.Start, parser.Current.End, "The YAML document is too deep or too large.");
    }
}
