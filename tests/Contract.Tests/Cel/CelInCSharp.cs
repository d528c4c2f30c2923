using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Balancing.Validation.Rules;

namespace ExchangeHA.Contract.Tests.Cel;

/// <summary>What the rules say in C# of the resources of <see cref="CelCases"/>.</summary>
public sealed class CelInCSharp
{
    /// <summary>Those that CEL cannot express within its budget: names across datacenters cost 3.5 times what a rule may, and a map's keys have no bound to estimate by. Names the server judges itself.</summary>
    private static readonly Type[] Beyond = [typeof(BackendNameRule), typeof(EqualHostRule), typeof(IdleTimeoutRule), typeof(NodeSelectorRule), typeof(ResourceNameRule), typeof(ServingRule)];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, CelCases.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_says_what_the_table_says(int index)
    {
        var expected = CelCases.All[index];
        var rule = (IRule)Activator.CreateInstance(expected.Rule)!;

        var findings = rule.Check(new ClusterSnapshot { Balancer = expected.Balancer(), Now = DateTimeOffset.UnixEpoch }).ToList();

        findings.Exists(finding => finding.Severity is Severity.Error).ShouldBe(!expected.IsRight, $"{expected}: {string.Join('\n', findings)}");
        if (expected.IsRight)
            Validator.ValidateResource(expected.Balancer()).Where(finding => finding.Severity is Severity.Error).ShouldBeEmpty($"{expected}");
    }

    [Fact]
    public void Every_rule_of_the_resource_is_in_CEL_or_known_to_be_beyond_it()
    {
        var written = Validator.ResourceRuleTypes.Where(rule => CelCases.MessagesOf(rule).Count > 0).ToList();

        Validator.ResourceRuleTypes.Except(written).ShouldBe(Beyond, ignoreOrder: true);
        CelCases.All.Where(entry => entry.IsRight).Select(entry => entry.Rule).Distinct().ShouldBe(written, ignoreOrder: true);
        CelCases.All.Where(entry => !entry.IsRight).Select(entry => entry.Rule).Distinct().ShouldBe(written, ignoreOrder: true);
    }
}
