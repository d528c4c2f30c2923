using System.Security.Cryptography;
using System.Text;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The revision of a configuration file: the first 16 hexadecimal digits of the SHA-256 of its bytes.</summary>
public static class Revision
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>The six digits that <c>kubectl get balancernodes</c> shows.</summary>
    public static string Short(string revision) => revision.Length <= 6 ? revision : revision[..6];
}
