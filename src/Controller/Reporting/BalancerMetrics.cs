using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Status;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Controller.Reporting;

/// <summary>What the balancers' statuses say, and what happened to them, by the meter <see cref="MeterName"/>.</summary>
public sealed class BalancerMetrics : IDisposable
{
    public const string MeterName = "ExchangeHA.Controller";

    private readonly Meter _meter = new(MeterName);
    private readonly ConcurrentDictionary<NamespacedName, Told> _balancers = new();
    private readonly Counter<long> _holderChanges;
    private readonly Counter<long> _refusals;

    public BalancerMetrics()
    {
        _meter.CreateObservableGauge(
            "exchange_ha_balancer_condition", Conditions, unit: null, "1 for each condition that a balancer's status has, by its type, status and reason.");
        Gauge("exchange_ha_balancer_backends", told => told.Servers, "Servers of the balancer.");
        Gauge("exchange_ha_balancer_backends_up", told => told.ServersUp, "Servers of the balancer that are up in every service.");
        Gauge("exchange_ha_balancer_nodes", told => told.Nodes, "Nodes that the balancer selects.");
        Gauge("exchange_ha_balancer_nodes_ready", told => told.NodesReady, "Nodes that run a verified configuration and whose pods are ready.");
        _meter.CreateObservableGauge(
            "exchange_ha_certificate_expiration_timestamp", Ends, "s", "When a certificate that clients are shown ends, in seconds since 1970, by the balancer's namespace and name and the certificate's Secret.");
        _holderChanges = _meter.CreateCounter<long>("exchange_ha_balancer_holder_changes", unit: null, "How often the address was taken by another node or by none.");
        _refusals = _meter.CreateCounter<long>("exchange_ha_balancer_configurations_refused", unit: null, "How often a node refused a configuration.");
    }

    /// <summary>What the status of a balancer says now.</summary>
    public void Set(NamespacedName balancer, ExchangeBalancerStatus status, Observation observation)
    {
        if (!_balancers.ContainsKey(balancer))
        {
            // from nothing to one is no increase to Prometheus
            _holderChanges.Add(0, Tags(balancer));
            _refusals.Add(0, Tags(balancer));
        }

        var (serversUp, servers) = Fraction(status.Backends);
        var (nodesReady, nodes) = Fraction(status.Nodes);
        _balancers[balancer] = new Told(
            [.. (status.Conditions ?? []).Select(condition => (condition.Type!, condition.Status!, condition.Reason ?? ""))], serversUp, servers, nodesReady, nodes, observation.Certificates);
    }

    public void Count(NamespacedName balancer, Moment moment)
    {
        if (moment.Reason is Moments.AddressMoved or Moments.AddressLost)
            _holderChanges.Add(1, Tags(balancer));
        else if (moment.Reason == Moments.ConfigurationRefused)
            _refusals.Add(1, Tags(balancer));
    }

    public void Forget(NamespacedName balancer) => _balancers.TryRemove(balancer, out _);

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?>[] Tags(NamespacedName balancer) => [new("namespace", balancer.Namespace), new("balancer", balancer.Name)];

    /// <summary>Of a column such as <c>3/4</c>.</summary>
    private static (int Part, int Whole) Fraction(string? column) =>
        column?.Split('/') is [var part, var whole] && int.TryParse(part, out var some) && int.TryParse(whole, out var all) ? (some, all) : (0, 0);

    private void Gauge(string name, Func<Told, int> value, string description) => _meter.CreateObservableGauge(
        name, () => _balancers.Select(balancer => new Measurement<int>(value(balancer.Value), Tags(balancer.Key))), unit: null, description);

    private IEnumerable<Measurement<int>> Conditions() =>
        from balancer in _balancers
        from condition in balancer.Value.Conditions
        select new Measurement<int>(1, [.. Tags(balancer.Key), new("condition", condition.Type), new("status", condition.Status), new("reason", condition.Reason)]);

    // a moment and not the time left: the one who asks has a clock, too, and a value that stands still is compressed to nothing
    private IEnumerable<Measurement<double>> Ends() =>
        from balancer in _balancers
        from certificate in balancer.Value.Certificates
        where certificate.NotAfter is not null
        select new Measurement<double>(certificate.NotAfter!.Value.ToUnixTimeSeconds(), [.. Tags(balancer.Key), new("certificate", certificate.Name)]);

    private sealed record Told(
        ImmutableArray<(string Type, string Status, string Reason)> Conditions, int ServersUp, int Servers, int NodesReady, int Nodes, ImmutableArray<CertificateObservation> Certificates);
}
