using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Tests.Schema;

public sealed class CrdGeneratorTests
{
    private static readonly ApiDocumentation Documentation = LoadDocumentation();
    private static readonly JsonObject Balancer = CrdGenerator.Generate(BalancingJsonContext.Default.ExchangeBalancer, Documentation);
    private static readonly JsonObject Node = CrdGenerator.Generate(BalancingJsonContext.Default.BalancerNode, Documentation);

    [Theory]
    [InlineData("exchange-ha.io_exchangebalancers.yaml")]
    [InlineData("exchange-ha.io_balancernodes.yaml")]
    public void The_committed_definitions_are_the_generated_ones(string fileName)
    {
        var path = Path.Combine(Repository(), "crds", fileName);
        var generated = CrdGenerator.GenerateAll(Documentation).Single(crd => crd.FileName == fileName).Yaml;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, generated);

        File.ReadAllText(path).ShouldBe(generated, "make crds");
    }

    private static ApiDocumentation LoadDocumentation()
    {
        using var xml = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "ExchangeHA.Balancing.xml"));
        return ApiDocumentation.Load(xml);
    }

    private static string Repository([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}
