using System.Collections.Immutable;
using System.Text.Json;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Balancing.Validation.Rules;

namespace ExchangeHA.Balancing.Tests.Validation;

/// <summary>What stands in <c>config/samples</c> is right, also beside what stands in the same file.</summary>
public sealed class SampleTests
{
    private static readonly string Folder = Path.Combine(GoldenCase.Root, "..", "..", "..", "config", "samples");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_sample_has_no_finding(string file)
    {
        ImmutableArray<ExchangeBalancer> balancers =
        [
            .. Yaml.Documents(File.ReadAllText(Path.Combine(Folder, file))).Where(document => document["kind"]!.GetValue<string>() == "ExchangeBalancer")
                .Select(document => document.Deserialize(BalancingJsonContext.Default.ExchangeBalancer)!),
        ];
        balancers.ShouldNotBeEmpty();
        foreach (var balancer in balancers)
        {
            Validator.ValidateResource(balancer).ShouldBeEmpty();
            var snapshot = new ClusterSnapshot { Balancer = balancer, OtherBalancers = [.. balancers.Select(other => new OtherBalancer(other))], Nodes = ValidationSamples.Snapshot().Nodes, Now = DateTimeOffset.UnixEpoch };
            new SharedNetworkRule().Check(snapshot).Concat(new SharedNodeRule().Check(snapshot)).ShouldBeEmpty();
        }
    }
}
