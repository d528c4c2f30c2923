using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Makes the report of the agent beside keepalived. Pure.</summary>
public static class VrrpReports
{
    public static VrrpReport Of(string pod, string? revision, RefusedConfiguration? refused, VrrpTransition? current) => new()
    {
        Pod = pod,
        State = current?.State,
        Since = current?.SinceText,
        Revision = revision,
        Refused = refused,
    };
}
