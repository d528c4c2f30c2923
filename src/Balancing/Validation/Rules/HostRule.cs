using System.Net;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Hosts are names that DNS can know, or addresses, and no server is the balancer itself.</summary>
[Cel(typeof(HealthCheckSpec), nameof(HealthCheckSpec.Host), IsNameCel, "Write a host name as mail.example.com.")]
[Cel(typeof(HealthCheckSpec), nameof(HealthCheckSpec.Sni), IsNameCel, "Write a host name as mail.example.com: TLS indicates nothing else.")]
[Cel(typeof(BackendSpec), nameof(BackendSpec.Host), $"self.contains(':') || {CelAddress.IsIPv4} || {IsNameCel}", "Write a host name or an IP address, as exch1.example.com or 192.0.2.21.")]
[Cel(typeof(BackendSpec), nameof(BackendSpec.Host), $"!self.contains(':') || {CelAddress.IsIPv6}", "Write an IPv6 address as 2001:db8::21.")]
[Cel(typeof(BackendSpec), nameof(BackendSpec.Host), $"{CelAddress.IsFit} && self.lowerAscii() != 'localhost'", "Write the server's own name or address: this is the node itself, or nobody.")]
[Cel(typeof(ExchangeBalancerSpec), null, "self.vip.addresses.map(address, address.split('/')[0]).all(address, self.datacenters.all(datacenter, datacenter.backends.all(backend, backend.host != address)))", "A server's host is a virtual address, so the balancer would balance to itself: write the server's own address.")]
[Cel(typeof(EmailAlertsSpec), nameof(EmailAlertsSpec.Server), IsRelayCel, "Write the mail relay as smtp.example.com:25.")]
public sealed class HostRule : IRule
{
    private const string Label = "[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?";
    private const string IsNameCel = $"(self.matches('^({Label}[.])*{Label}$') && !self.matches('(^|[.])[0-9]+$'))";
    private const string IsRelayCel = $"self.matches('^({Label}[.])*{Label}:[0-9]+$') && !self.matches('(^|[.])[0-9]+:') || self.matches('^{CelAddress.IPv4}:[0-9]+$')";

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
                else if (WhyNoOther(host) is { } reason)
                    yield return Findings.Error(path, $"{host} is {reason}: no server is there, and the balancer would connect to itself or to nobody.", "Write the server's own name or address.");
            }
        }

        if (spec.Alerts?.Email?.Server is { } server && server.LastIndexOf(':') is > 0 and var colon)
        {
            var relay = server[..colon];
            if (!IsName(relay) && !IsAddress(relay))
                yield return Findings.Error("spec.alerts.email.server", $"{Findings.Quote(relay)} is neither a host name nor an IP address.", "Write it as smtp.example.com:25.");
            else if (WhyNoOther(relay) is { } reason)
                yield return Findings.Error("spec.alerts.email.server", $"{relay} is {reason}: no mail server is there.", "Write the mail server's own name or address.");
        }
    }

    /// <summary>What the host is, if it cannot be another machine.</summary>
    private static string? WhyNoOther(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "the node itself" : IPAddress.TryParse(host, out var address) ? HostAddress.WhyUnfit(address) : null;

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
