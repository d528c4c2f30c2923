using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Which network tells the interface of a datacenter's nodes.</summary>
public static class InterfaceNetworks
{
    /// <summary>Null when the interface is named, and when nothing tells a network, which validation refuses.</summary>
    public static IPNetworkAddress? Of(DatacenterSpec datacenter, IEnumerable<IPNetworkAddress> addresses)
    {
        if (datacenter.Interface is not null)
            return null;
        if (datacenter.InterfaceNetwork is { } text)
            return IPNetworkAddress.TryParse(text, out var network) ? network.Network : null;
        return addresses.Where(address => !address.IsSingleHost).Select(address => (IPNetworkAddress?)address.Network).FirstOrDefault();
    }
}
