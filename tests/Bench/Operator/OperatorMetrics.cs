using System.Globalization;
using System.Text.RegularExpressions;

namespace ExchangeHA.Bench.Operator;

/// <summary>What an operator tells of itself at /metrics.</summary>
/// <param name="Writes">Requests that change something, without those of the election.</param>
/// <param name="Statuses">Those of them that write a balancer's status.</param>
/// <param name="Reads">Gets and lists.</param>
/// <param name="Depth">Balancers that wait for a worker.</param>
internal sealed partial record OperatorMetrics(int Writes, int Statuses, int Reads, int Reconciliations, int Depth)
{
    public static OperatorMetrics Read(string text)
    {
        var samples = Sample().Matches(text).Select(match => (
            Name: match.Groups["name"].Value,
            Labels: match.Groups["labels"].Value,
            Value: (int)double.Parse(match.Groups["value"].ValueSpan, CultureInfo.InvariantCulture))).ToList();
        var requests = samples.Where(sample => sample.Name == "exchange_ha_kubernetes_requests_total" && !sample.Labels.Contains("resource=\"leases\"", StringComparison.Ordinal)).ToList();
        var reads = requests.Where(request => IsOf(request.Labels, "get") || IsOf(request.Labels, "list")).Sum(request => request.Value);
        var writes = requests.Where(request => !IsOf(request.Labels, "get") && !IsOf(request.Labels, "list") && !IsOf(request.Labels, "watch")).ToList();
        return new OperatorMetrics(
            writes.Sum(request => request.Value),
            writes.Where(request => request.Labels.Contains("resource=\"exchangebalancers\"", StringComparison.Ordinal)).Sum(request => request.Value),
            reads,
            samples.Where(sample => sample.Name == "exchange_ha_reconcile_duration_seconds_count").Sum(sample => sample.Value),
            samples.Where(sample => sample.Name == "exchange_ha_workqueue_depth").Sum(sample => sample.Value));
    }

    private static bool IsOf(string labels, string verb) => labels.Contains($"verb=\"{verb}\"", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<name>[a-z_]+)\{(?<labels>[^}]*)\} (?<value>[0-9.e+]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sample();
}
