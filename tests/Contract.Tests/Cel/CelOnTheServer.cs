using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Contract.Tests.Infrastructure;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Contract.Tests.Cel;

/// <summary>What today's CRD server says, by the CEL in the committed definitions, of the resources of <see cref="CelCases"/>.</summary>
public sealed class CelOnTheServer(CrdServer server) : IClassFixture<CrdServer>
{
    public static TheoryData<int> Cases => CelInCSharp.Cases;

    public static TheoryData<string> Written => [.. Directory.EnumerateFiles(Repository("config/samples"), "*.yaml").Concat(Directory.EnumerateFiles(Repository("tests/Balancing.Tests/golden"), "balancer.yaml", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];

    /// <summary>A rule whose cost, estimated from the maxima, is beyond the budget makes the server refuse the whole definition.</summary>
    [Fact]
    public void The_definitions_are_within_the_budget() => server.Answers.ForEach(answer => answer.Code.ShouldBe(201, answer["message"]));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_server_says_what_the_table_says(int index)
    {
        var expected = CelCases.All[index];

        var answer = await TryAsync(expected.Json());

        answer.Code.ShouldBe(expected.IsRight ? 201 : 422, $"{expected}: {answer["message"]}");
        if (!expected.IsRight)
            expected.Messages().ShouldContain(message => answer["message"]!.Contains(message, StringComparison.Ordinal), $"{expected}: {answer["message"]}");
    }

    [Fact]
    public async Task Every_rule_in_CEL_refuses_something()
    {
        var said = new List<string>();
        foreach (var refused in CelCases.All.Where(entry => !entry.IsRight))
            said.Add((await TryAsync(refused.Json()))["message"] ?? "");

        Validator.Cel.Where(cel => !said.Exists(text => text.Contains($"{cel.Message}", StringComparison.Ordinal))).Select(cel => $"{cel.Type.Name}.{cel.Field}: {cel.Message}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Samples_and_golden_cases_are_taken(string file)
    {
        foreach (var document in YamlToJson.ReadAll(await File.ReadAllTextAsync(file)).OfType<JsonObject>().Where(document => (string?)document["kind"] == "ExchangeBalancer"))
        {
            var answer = await TryAsync(document);
            answer.Code.ShouldBe(201, $"{file}: {answer["message"]}");
        }
    }

    private Task<Answer> TryAsync(JsonObject balancer)
    {
        balancer["metadata"]!["namespace"] = server.Access.Namespace;
        return server.Access.SendAsync(HttpMethod.Post, ApiAccess.Path("exchangebalancers", server.Access.Namespace) + "?dryRun=All", balancer.ToJsonString());
    }

    private static string Repository(string path, [CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../..", path));
}
