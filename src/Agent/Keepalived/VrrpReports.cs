using System.Collections.Immutable;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Makes the report of the agent beside keepalived. Pure.</summary>
public static class VrrpReports
{
    public static VrrpReport Of(string pod, SealedConfiguration? running, RefusedConfiguration? refused, VrrpTransition? current, ImmutableArray<NodeInterface> interfaces)
    {
        var carrier = running is null ? null : VirtualRouterParameters.Parse(running.Text).Interface;
        return new()
        {
            Pod = pod,
            State = current?.State,
            Since = current?.SinceText,
            Interface = carrier,
            Warning = AddressWarning.For(running?.Header?.VirtualAddresses ?? [], carrier, interfaces),
            Revision = running?.Revision,
            Refused = refused,
        };
    }
}
