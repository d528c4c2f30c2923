using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Each duration is in a range in which it works: none that haproxy takes for "for ever", none that is a typing error of a unit.</summary>
public sealed class DurationRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        foreach (var (path, value, minimum, maximum) in Bounds(spec))
        {
            if (value.IsValid && (value.Milliseconds < minimum.Milliseconds || value.Milliseconds > maximum.Milliseconds))
                yield return Findings.Error(path, $"{value} is out of range.", $"Write {minimum} to {maximum}.");
        }

        var check = spec.HealthCheck;
        if (check.FastInterval.IsValid && check.Interval.IsValid && check.FastInterval.Milliseconds > check.Interval.Milliseconds)
            yield return Findings.Error("spec.healthCheck.fastInterval", $"{check.FastInterval} is longer than the interval, {check.Interval}.", $"Write at most {check.Interval}.");
    }

    private static IEnumerable<(string Path, Duration Value, Duration Minimum, Duration Maximum)> Bounds(ExchangeBalancerSpec spec)
    {
        yield return ("spec.vip.preemption.delay", spec.Vip.Preemption.Delay, "0s", "1000s");
        yield return ("spec.vip.announcements.delay", spec.Vip.Announcements.Delay, "0s", "60s");
        yield return ("spec.vip.announcements.refresh", spec.Vip.Announcements.Refresh, "0s", "1d");
        yield return ("spec.vip.announcements.interval", spec.Vip.Announcements.Interval, "0s", "1s");
        for (var index = 0; index < spec.Services.Count; index++)
        {
            yield return ($"spec.services[{index}].affinity.expire", spec.Services[index].Affinity.Expire, "1s", "24d");
            if (spec.Services[index].ConnectionRate is { } rate)
                yield return ($"spec.services[{index}].connectionRate.period", rate.Period, "1s", "1h");
        }

        if (spec.SlowStart is { } slowStart)
            yield return ("spec.slowStart", slowStart, "1s", "1h");
        yield return ("spec.healthCheck.interval", spec.HealthCheck.Interval, "50ms", "10m");
        yield return ("spec.healthCheck.fastInterval", spec.HealthCheck.FastInterval, "50ms", "10m");
        yield return ("spec.healthCheck.timeout", spec.HealthCheck.Timeout, "50ms", "5m");
        yield return ("spec.timeouts.connect", spec.Timeouts.Connect, "10ms", "5m");
        yield return ("spec.timeouts.client", spec.Timeouts.Client, "1s", "24d");
        yield return ("spec.timeouts.server", spec.Timeouts.Server, "1s", "24d");
        yield return ("spec.timeouts.queue", spec.Timeouts.Queue, "10ms", "1h");
        yield return ("spec.timeouts.httpKeepAlive", spec.Timeouts.HttpKeepAlive, "10ms", "1h");
        yield return ("spec.timeouts.httpRequest", spec.Timeouts.HttpRequest, "100ms", "1h");
        yield return ("spec.timeouts.tarpit", spec.Timeouts.Tarpit, "100ms", "1h");
        if (spec.Timeouts.HardStop is { } hardStop)
            yield return ("spec.timeouts.hardStop", hardStop, "1s", "24d");
        if (spec.Alerts?.Email is { } email)
            yield return ("spec.alerts.email.connectTimeout", email.ConnectTimeout, "1s", "10m");
    }
}
