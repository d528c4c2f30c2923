using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The health pages of Exchange: <c>/VIRTUAL-DIRECTORY/healthcheck.htm</c>, answered with 200 while Managed Availability has the protocol online.</summary>
public static class HealthPages
{
    public static string PathOf(ExchangeProtocol protocol) => $"{VirtualDirectories.PathOf(protocol)}/healthcheck.htm";
}
