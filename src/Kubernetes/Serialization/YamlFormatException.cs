namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>A text that is not YAML, or not expressible in JSON.</summary>
/// <param name="line">Where, from 1.</param>
/// <param name="column">Where in the line, from 1.</param>
/// <param name="problem">What is wrong there.</param>
public sealed class YamlFormatException(int line, int column, string problem, Exception? inner = null) : FormatException($"Line {line}, column {column}: {problem}", inner)
{
    public int Line { get; } = line;

    /// <summary>The message without the place.</summary>
    public string Problem { get; } = problem;
}
