using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The router id (VRID) of a balancer that names none.</summary>
public static class RouterIds
{
    /// <summary>1 to 255, from the SHA-256 of the address alone: the same in every cluster, however the address and its prefix length are written.</summary>
    public static int Default(IPNetworkAddress first)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(first.Address.ToString()));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % 255) + 1;
    }
}
