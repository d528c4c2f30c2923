using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>
/// Connections outlive their silence: a phone's ActiveSync request is unanswered for as long as its heartbeat, up to 30 minutes, and Exchange itself
/// closes an idle connection after 15 to 30. A shorter timeout makes every phone connect again and again.
/// </summary>
public sealed class IdleTimeoutRule : IRule
{
    private static readonly Duration Silence = "30m";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        if (!spec.Services.Exists(service => service.Protocol is ServiceProtocol.HTTPS))
            yield break;
        foreach (var (path, value) in new[] { ("spec.timeouts.client", spec.Timeouts.Client), ("spec.timeouts.server", spec.Timeouts.Server) })
        {
            if (value.IsValid && value.Milliseconds < Silence.Milliseconds)
                yield return Findings.Warning(path, $"{value} is shorter than the silence of ActiveSync and of Outlook, which lasts up to {Silence}: their connections would be cut.", "Write 40m, the default, if phones or Outlook use this balancer.");
        }
    }
}
