using ExchangeHA.Balancing.Api;
using ExchangeHA.Controller.Reporting;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes.Metrics;

namespace ExchangeHA.Controller.Tests.Reporting;

// measures are the process's: other tests have balancers of the same name
[CollectionDefinition(nameof(BalancerMetricsTests), DisableParallelization = true)]
[Collection(nameof(BalancerMetricsTests))]
public sealed class BalancerMetricsTests : IDisposable
{
    private const string Mail = "namespace=\"exchange\",balancer=\"mail\"";

    private readonly Cluster _cluster = Cluster.WithRecipe();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task What_the_status_says_is_measured_until_the_balancer_is_gone()
    {
        using var exporter = new PrometheusExporter(BalancerMetrics.MeterName);
        await _cluster.ReconcileAsync();
        string[] wished =
        [
            $"exchange_ha_balancer_condition{{{Mail},condition=\"Ready\",status=\"False\",reason=\"NoHolder\"}} 1",
            $"exchange_ha_balancer_condition{{{Mail},condition=\"Accepted\",status=\"True\",reason=\"Valid\"}} 1",
            $"exchange_ha_balancer_condition{{{Mail},condition=\"VipAssigned\",status=\"False\",reason=\"NoHolder\"}} 1",
            $"exchange_ha_balancer_condition{{{Mail},condition=\"BackendsHealthy\",status=\"Unknown\",reason=\"NoReports\"}} 1",
            $"exchange_ha_balancer_condition{{{Mail},condition=\"Reconciling\",status=\"True\",reason=\"RollingOut\"}} 1",
            $"exchange_ha_balancer_backends{{{Mail}}} 4",
            $"exchange_ha_balancer_backends_up{{{Mail}}} 0",
            $"exchange_ha_balancer_nodes{{{Mail}}} 2",
            $"exchange_ha_balancer_nodes_ready{{{Mail}}} 0",
            $"exchange_ha_balancer_holder_changes_total{{{Mail}}} 0",
            $"exchange_ha_balancer_configurations_refused_total{{{Mail}}} 0",
        ];
        Lines(exporter).ShouldBe(wished, ignoreOrder: true);

        _cluster.Client.Remove<ExchangeBalancer>(Cluster.Balancer);
        await _cluster.ReconcileAsync();
        Lines(exporter).ShouldAllBe(line => line.Contains("_total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_is_taken_and_a_configuration_that_is_refused_are_counted()
    {
        using var exporter = new PrometheusExporter(BalancerMetrics.MeterName);
        await _cluster.ReconcileAsync();
        _cluster.Claim("node-a", "dc1", _cluster.Time.Now);
        await _cluster.ReconcileAsync();
        _cluster.Client.Edit<BalancerNode>("mail-node-a", report => report.Status!.Vrrp!.RefusedRevision = "abc");
        await _cluster.ReconcileAsync();
        await _cluster.ReconcileAsync();

        Lines(exporter).ShouldContain($"exchange_ha_balancer_holder_changes_total{{{Mail}}} 1");
        Lines(exporter).ShouldContain($"exchange_ha_balancer_configurations_refused_total{{{Mail}}} 1");
        Lines(exporter).ShouldContain($"exchange_ha_balancer_condition{{{Mail},condition=\"VipAssigned\",status=\"True\",reason=\"Held\"}} 1");
    }

    private static List<string> Lines(PrometheusExporter exporter) =>
        [.. exporter.Collect().Split('\n').Where(line => line.StartsWith("exchange_ha_balancer_", StringComparison.Ordinal) && line.Contains(Mail, StringComparison.Ordinal))];
}
