using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Tests.Validation;

/// <summary>The resources of <c>config/samples</c> are right as they stand, with the Secrets beside them.</summary>
public sealed class SampleFileTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Here(), "../../../config/samples"));

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Each_is_valid_and_haproxy_takes_what_it_comes_to(string file)
    {
        var documents = Yaml.Documents(File.ReadAllText(Path.Combine(Folder, file))).ToLookup(document => document["kind"]!.GetValue<string>());
        var secrets = documents["Secret"].Select(secret => Yaml.WithData(secret).Deserialize(KubernetesJsonContext.Default.V1Secret)!).ToImmutableDictionary(secret => secret.Metadata.Name!);
        foreach (var balancer in documents["ExchangeBalancer"].Select(document => document.Deserialize(BalancingJsonContext.Default.ExchangeBalancer)!))
        {
            var snapshot = new ClusterSnapshot { Balancer = balancer, Nodes = new GoldenCase("minimal").Snapshot().Nodes, Secrets = secrets, Now = new GoldenCase("minimal").Snapshot().Now };
            Validator.Validate(snapshot).ShouldBeEmpty();

            var plan = Planner.Plan(snapshot);
            var haproxy = ConfigurationRenderer.Render(plan).Haproxy;
            foreach (var datacenter in plan.Datacenters)
                DaemonCheck.Haproxy("/", haproxy[datacenter.Name].Text.Reveal, datacenter.Nodes[0].Name, haproxy[datacenter.Name].Files);
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
