using System.Security.Cryptography;
using System.Text;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The virtual router's number when none is given.</summary>
public static class RouterId
{
    /// <summary>1 to 255 from the address's canonical text without its prefix length: the same on every node and in every cluster, whatever else the resource says.</summary>
    public static int Of(IPNetworkAddress address)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(address.Address.ToString()));
        return (((hash[0] << 8) | hash[1]) % 255) + 1;
    }
}
