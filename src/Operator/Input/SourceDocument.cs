using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Operator.Input;

/// <summary>An object of the input and where it stands.</summary>
/// <param name="File">As it was named on the command line.</param>
/// <param name="Document">The YAML document.</param>
/// <param name="Prefix">The object's place in the document, as <c>items[1]</c>; empty when it is the document.</param>
/// <param name="Content">The object.</param>
internal sealed record SourceDocument(string File, YamlDocument Document, string Prefix, JsonObject Content)
{
    public LocatedFinding Locate(Finding finding) =>
        new(File, Document.LineOf(Prefix.Length == 0 ? finding.Path : finding.Path.Length == 0 ? Prefix : $"{Prefix}.{finding.Path}"), finding);
}
