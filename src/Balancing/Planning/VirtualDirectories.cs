using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Exchange's virtual directories (Microsoft, "Default settings for Exchange virtual directories").</summary>
public static class VirtualDirectories
{
    /// <summary>What the path of each request for a protocol begins with, as Exchange writes it; IIS takes any case.</summary>
    public static string PathOf(ExchangeProtocol protocol) => protocol switch
    {
        ExchangeProtocol.activesync => "/Microsoft-Server-ActiveSync",
        ExchangeProtocol.powershell => "/PowerShell",
        _ => $"/{protocol}",
    };
}
