using System.Diagnostics.Metrics;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Haproxy;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Reports;

/// <summary>What one agent and its daemon did, by the meter <see cref="MeterName"/>.</summary>
public sealed class AgentMetrics : IDisposable
{
    public const string MeterName = "ExchangeHA.Agent";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _transitions;
    private readonly TimeProvider _time;

    // seconds since 1970; 0: none yet
    private double _refusedAt;

    public AgentMetrics(TimeProvider time)
    {
        _time = time;
        _reloads = _meter.CreateCounter<long>("exchange_ha_agent_reloads", unit: null, "Configurations given to the daemon, by why (first, changed, recovered, certificates, servers) and whether it runs them (success, failure).");
        _transitions = _meter.CreateCounter<long>("exchange_ha_vrrp_transitions", unit: null, "Changes of the virtual router's state on this node, by the state that it came to.");
        _meter.CreateObservableGauge("exchange_ha_agent_last_refusal_timestamp", () => Volatile.Read(ref _refusedAt), "s", "When this node last refused a configuration, in seconds since 1970; 0: not since this agent started.");
    }

    /// <summary>Tells of these, too, whenever somebody asks.</summary>
    /// <param name="running">The configuration that runs, verified.</param>
    /// <param name="refused">The newest one, if this node would not run it.</param>
    public void Watch(Func<SealedConfiguration?> running, Func<RefusedConfiguration?> refused)
    {
        _meter.CreateObservableGauge("exchange_ha_agent_configuration", () => Revisions(running()?.Revision), unit: null, "1, with the revision of the configuration that runs.");
        _meter.CreateObservableGauge("exchange_ha_agent_configuration_refused", () => refused() is null ? 0 : 1, unit: null, "1 while this node would not run the newest configuration; the last good one runs.");
    }

    /// <summary>Tells of the workers that were ended, too, whenever somebody asks.</summary>
    public void Watch(OldWorkers workers)
    {
        _meter.CreateObservableCounter("exchange_ha_agent_ended_workers", () => workers.Ended, unit: null, "Old haproxy processes that were ended with their connections, because reloads would have made them more than 20.");
        _meter.CreateObservableCounter("exchange_ha_agent_ended_connections", () => workers.EndedConnections, unit: null, "Connections of clients that were ended with them.");
    }

    /// <summary>Tells of the virtual router's state, too, whenever somebody asks.</summary>
    /// <param name="state">Null while it is not known.</param>
    public void Watch(Func<VrrpState?> state) =>
        _meter.CreateObservableGauge("exchange_ha_vrrp_state", () => States(state()), unit: null, "1 for the state that the virtual router is in on this node, 0 for the others.");

    /// <summary>The daemon was given a configuration.</summary>
    public void Reloaded(ReloadReason reason, bool succeeded) =>
        _reloads.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString().ToLowerInvariant()), new KeyValuePair<string, object?>("result", succeeded ? "success" : "failure"));

    /// <summary>A configuration was refused.</summary>
    public void Refused() => Volatile.Write(ref _refusedAt, _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);

    /// <summary>The virtual router came to another state.</summary>
    public void Became(VrrpState state) => _transitions.Add(1, new KeyValuePair<string, object?>("state", state.ToString()));

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Revisions(string? revision) =>
        revision is null ? [] : [new Measurement<int>(1, new KeyValuePair<string, object?>("revision", revision))];

    private static IEnumerable<Measurement<int>> States(VrrpState? current) =>
        Enum.GetValues<VrrpState>().Select(state => new Measurement<int>(state == current ? 1 : 0, new KeyValuePair<string, object?>("state", state.ToString())));
}
