using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ExchangeHA.Chart.Tests;

/// <summary>Alerts and dashboard, by Prometheus' own tool.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string Alerts = Repository.At("charts", "exchange-ha", "files", "alerts.yaml");
    private static readonly string AlertTests = Repository.At("tests", "Chart.Tests", "alerts.test.yaml");

    [Fact]
    public void Prometheus_takes_the_alerts() => Tools.Promtool("check", "rules", Alerts).OrThrow();

    [Fact]
    public void Each_alert_fires_when_it_should_and_not_before() => Tools.Promtool("test", "rules", AlertTests).OrThrow();

    [Fact]
    public void Each_alert_has_such_a_test()
    {
        var tested = Yaml.Document(AlertTests).At("tests").Items().SelectMany(test => test.At("alert_rule_test").Items()).Where(test => test.At("exp_alerts").Items().Any()).Select(test => test.At("alertname").Text());
        Names().Except(tested, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Each_alert_has_a_section_that_says_what_to_do()
    {
        var sections = File.ReadAllLines(Repository.At("docs", "alerts.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);
        Names().ShouldBe(sections.Where(section => section.StartsWith("Exchange", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_alerts_and_dashboard_ask_for_is_measured()
    {
        var documented = MetricName().Matches(File.ReadAllText(Repository.At("docs", "install.md"))).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        string[] asked = [.. Expressions(), .. Queries()];
        asked.Length.ShouldBeGreaterThan(15);
        foreach (var name in asked.SelectMany(text => MetricName().Matches(text)).Select(match => Suffix().Replace(match.Value, "")).Distinct(StringComparer.Ordinal))
            documented.ShouldContain(name);
    }

    [Fact]
    public void Prometheus_takes_the_dashboards_queries()
    {
        var file = Path.GetTempFileName();
        try
        {
            var rules = Queries().Select((query, index) => $"  - record: query:number{index}\n    expr: '{query.Replace("'", "''", StringComparison.Ordinal)}'\n");
            File.WriteAllText(file, "groups:\n- name: dashboard\n  rules:\n" + string.Concat(rules));
            Tools.Promtool("check", "rules", file).OrThrow();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_dashboard_is_in_the_chart_as_it_is() =>
        Yaml.Documents(Tools.Helm("template", "x", Tools.Chart, "--set", "metrics.dashboard.enabled=true", "--show-only", "templates/monitoring.yaml").OrThrow())
            .Single().At("data", "exchange-ha.json").Text().Trim().ShouldBe(File.ReadAllText(Repository.At("charts", "exchange-ha", "files", "dashboard.json")).Trim());

    [Theory]
    [InlineData("", "")]
    [InlineData("https://wiki.example.com/exchange", "https://wiki.example.com/exchange#exchangenotserved")]
    public void An_alert_names_the_page_that_somebody_has_and_none_that_nobody_has(string runbooks, string expected) =>
        Yaml.Documents(Tools.Helm("template", "x", Tools.Chart, "--set", $"metrics.rules.enabled=true,metrics.rules.runbooks={runbooks}", "--show-only", "templates/monitoring.yaml").OrThrow())
            .Single().At("spec", "groups").Items().First().At("rules").Items().First().At("annotations", "runbook_url").Text().ShouldBe(expected);

    [Fact]
    public void Prometheus_takes_the_scrape_configuration_of_the_page()
    {
        var file = Path.GetTempFileName();
        try
        {
            var example = YamlExample().Match(File.ReadAllText(Repository.At("docs", "alerts.md"))).Groups["yaml"].Value;
            example.ShouldContain("kubernetes_sd_configs");
            // Debian's Prometheus is built without the discovery of Kubernetes: promtool sees the rest
            File.WriteAllText(file, Discovery().Replace(example, "static_configs: [{targets: [somewhere]}]"));
            Tools.Promtool("check", "config", "--syntax-only", file).OrThrow();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<string> Names() => Rules().Select(rule => rule.At("alert").Text());

    private static IEnumerable<string> Expressions() => Rules().Select(rule => rule.At("expr").Text());

    private static IEnumerable<YamlDotNet.RepresentationModel.YamlNode> Rules() => Yaml.Document(Alerts).At("groups").Items().SelectMany(group => group.At("rules").Items());

    private static List<string> Queries() =>
        [.. JsonNode.Parse(File.ReadAllText(Repository.At("charts", "exchange-ha", "files", "dashboard.json")))!["panels"]!.AsArray()
            .SelectMany(panel => panel!["targets"]!.AsArray())
            .Select(target => target!["expr"]!.GetValue<string>().Replace("$__rate_interval", "5m", StringComparison.Ordinal).Replace("$namespace", ".*", StringComparison.Ordinal).Replace("$balancer", ".*", StringComparison.Ordinal))];

    [GeneratedRegex("exchange_ha_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex("```yaml\n(?<yaml>scrape_configs:.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlExample();

    [GeneratedRegex("kubernetes_sd_configs: .*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Discovery();

    [GeneratedRegex("_(?:bucket|count|sum)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();
}
