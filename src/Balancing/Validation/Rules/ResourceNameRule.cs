using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Name and namespace are ones that Kubernetes takes: without a server to say so, as on a command line, they would go into files and other names.</summary>
public sealed class ResourceNameRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var metadata = snapshot.Balancer.Metadata;
        if (!KubernetesName.IsSubdomain(metadata.Name!))
            yield return Findings.Error("metadata.name", $"{Findings.Quote(metadata.Name!)} is no name of an object.", "Write small letters, digits, - and ., beginning and ending with a letter or a digit, as mail.");
        if (metadata.Namespace is { } @namespace && !KubernetesName.IsLabel(@namespace))
            yield return Findings.Error("metadata.namespace", $"{Findings.Quote(@namespace)} is no name of a namespace.", "Write up to 63 small letters, digits and -, beginning and ending with a letter or a digit, as exchange.");
    }
}
