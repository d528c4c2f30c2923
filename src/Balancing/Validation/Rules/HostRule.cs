using System.Net;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Hosts are names that DNS can know, or addresses, and no server is the balancer itself.</summary>
public sealed class HostRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        var own = VirtualRouter.Addresses(spec.Vip).Select(address => address.Value.Address).ToHashSet();
        if (spec.HealthCheck.Host is { } checkedHost && !IsName(checkedHost))
            yield return Findings.Error("spec.healthCheck.host", $"{Findings.Quote(checkedHost)} is no host name.", "Write one as mail.example.com.");
        if (spec.HealthCheck.Sni is { } sni && !IsName(sni))
            yield return Findings.Error("spec.healthCheck.sni", $"{Findings.Quote(sni)} is no host name, and TLS indicates nothing else.", "Write one as mail.example.com.");
        for (var datacenter = 0; datacenter < spec.Datacenters.Count; datacenter++)
        {
            var backends = spec.Datacenters[datacenter].Backends;
            for (var index = 0; index < backends.Count; index++)
            {
                var (path, host) = ($"spec.datacenters[{datacenter}].backends[{index}].host", backends[index].Host);
                if (!IsName(host) && !IsAddress(host))
                    yield return Findings.Error(path, $"{Findings.Quote(host)} is neither a host name nor an IP address.", "Write one as exch1.example.com or 192.0.2.21.");
                else if (IPAddress.TryParse(host, out var address) && own.Contains(address))
                    yield return Findings.Error(path, $"{host} is the virtual address: the balancer would balance to itself.", "Write the server's own address.");
            }
        }

        if (spec.Alerts?.Email?.Server is { } server && server.LastIndexOf(':') is > 0 and var colon && !IsName(server[..colon]) && !IsAddress(server[..colon]))
            yield return Findings.Error("spec.alerts.email.server", $"{Findings.Quote(server[..colon])} is neither a host name nor an IP address.", "Write it as smtp.example.com:25.");
    }

    private static bool IsAddress(string host) => !host.Contains('/') && IPNetworkAddress.TryParse(host, out _);

    /// <summary>Labels of 1 to 63 characters that neither begin nor end with a hyphen (RFC 1123, 2.1), not all of digits.</summary>
    private static bool IsName(string host)
    {
        var labels = host.Split('.');
        return Array.TrueForAll(labels, label => label.Length is >= 1 and <= 63
                && label[0] is not '-' && label[^1] is not '-' && label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-'))
            && !labels[^1].All(char.IsAsciiDigit);
    }
}
