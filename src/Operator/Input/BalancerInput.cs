using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Balancing.Validation.Reading;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Operator.Input;

/// <summary>The balancers of an input, each in the cluster that the input makes up: its nodes, its Secrets, the other balancers.</summary>
internal sealed record BalancerInput(ImmutableArray<CheckedBalancer> Balancers, ImmutableArray<LocatedFinding> Problems)
{
    /// <summary>Everything that is wrong, in the order of the input.</summary>
    public ImmutableArray<LocatedFinding> Findings => [.. Problems, .. Balancers.SelectMany(balancer => balancer.Findings)];

    /// <param name="defaultNamespace">Of objects that name none.</param>
    /// <param name="assumeSecrets">Whether Secrets that are not in the input are taken to exist.</param>
    /// <param name="datacenter">The only one whose nodes are in the cluster; null for all.</param>
    public static BalancerInput Of(InputFiles files, string defaultNamespace, bool assumeSecrets, string? datacenter = null)
    {
        var read = files.Objects.Where(source => ResourceReader.IsBalancer(source.Content)).Select(source => (Source: source, Reading: ResourceReader.Read(source.Content))).ToList();
        foreach (var (_, reading) in read)
            reading.Balancer.Metadata.Namespace ??= defaultNamespace;
        var problems = files.Problems;
        if (read.Count == 0 && problems.IsEmpty)
            problems = [new LocatedFinding(files.Objects.FirstOrDefault()?.File ?? "<input>", 1, new Finding(Severity.Error, "", "There is no ExchangeBalancer in the input.", "Name the file that holds one."))];
        var (secrets, unreadable) = InputObjects.Secrets(files.Objects, defaultNamespace);
        var (nodes, unnamed) = InputObjects.Nodes(files.Objects);
        if (nodes.IsEmpty)
            nodes = MadeUpNodes.For(read.Select(entry => entry.Reading.Balancer));

        var others = read.Select(entry => new OtherBalancer(entry.Reading.Balancer)).ToList();
        var balancers = ImmutableArray.CreateBuilder<CheckedBalancer>();
        var seen = new Dictionary<NamespacedName, SourceDocument>();
        foreach (var (source, reading) in read)
        {
            var key = NamespacedName.Of(reading.Balancer);
            var local = secrets.Where(secret => secret.Key.Namespace == key.Namespace).ToImmutableDictionary(secret => secret.Key.Name, secret => secret.Value, StringComparer.Ordinal);
            var snapshot = new ClusterSnapshot
            {
                Balancer = reading.Balancer,
                Datacenter = datacenter,
                OtherBalancers = [.. others.Where(other => NamespacedName.Of(other.Balancer) != key)],
                Nodes = nodes,
                Secrets = assumeSecrets ? StandInSecrets.Complete(reading.Balancer.Spec, local) : local,
                Now = TimeProvider.System.GetUtcNow(),
            };
            var findings = reading.With(Validator.Validate(snapshot));
            if (!seen.TryAdd(key, source))
                findings = findings.Add(new Finding(Severity.Error, "metadata.name", $"{key} stands twice in the input, also in {seen[key].File}.", "Leave one of them out, or name it differently."));
            balancers.Add(new CheckedBalancer(snapshot, [.. findings.Select(source.Locate).OrderBy(finding => finding.Line)]));
        }
        return new BalancerInput(balancers.ToImmutable(), [.. problems, .. InputObjects.Misnamed(files.Objects), .. unreadable, .. unnamed]);
    }
}
