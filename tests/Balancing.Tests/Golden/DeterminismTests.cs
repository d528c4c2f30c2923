using System.Collections.Immutable;
using System.Globalization;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Tests.Golden;

/// <summary>The same cluster gives the same bytes, in whatever order the API server lists it and whatever the machine's culture.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [InlineData("recipe")]
    [InlineData("unicast")]
    [InlineData("vrrpv3")]
    [InlineData("peers")]
    [InlineData("every-service")]
    [InlineData("dual-stack-unicast")]
    [InlineData("unicast-peers")]
    [InlineData("three-nodes")]
    [InlineData("bridging-every-service")]
    public void Order_and_culture_do_not_matter(string name)
    {
        var expected = GoldenCase.Render(new GoldenCase(name).Snapshot());
        var culture = CultureInfo.CurrentCulture;
        var random = new Random(7);
        try
        {
            for (var round = 0; round < 100; round++)
            {
                CultureInfo.CurrentCulture = round % 2 == 0 ? culture : Foreign();
                GoldenCase.Render(Shuffled(new GoldenCase(name).Snapshot(), random)).ShouldBe(expected);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static ClusterSnapshot Shuffled(ClusterSnapshot snapshot, Random random)
    {
        var nodes = snapshot.Nodes.ToArray();
        random.Shuffle(nodes);
        foreach (var node in nodes)
            node.Metadata.Labels = Shuffled(node.Metadata.Labels!, random);
        foreach (var datacenter in snapshot.Balancer.Spec.Datacenters)
            datacenter.NodeSelector = Shuffled(datacenter.NodeSelector, random);
        var secrets = snapshot.Secrets.ToArray();
        random.Shuffle(secrets);
        return snapshot with { Nodes = [.. nodes], Secrets = secrets.ToImmutableDictionary() };
    }

    private static Dictionary<string, string> Shuffled(IEnumerable<KeyValuePair<string, string>> map, Random random)
    {
        var pairs = map.ToArray();
        random.Shuffle(pairs);
        return new Dictionary<string, string>(pairs);
    }

    private static CultureInfo Foreign()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "minus";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return culture;
    }
}
