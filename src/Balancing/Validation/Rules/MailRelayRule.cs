using System.Globalization;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The mail relay's port is one.</summary>
[Cel(typeof(EmailAlertsSpec), nameof(EmailAlertsSpec.Server), "[int(self.substring(self.lastIndexOf(':') + 1))].all(port, port >= 1 && port <= 65535)", "Write a port from 1 to 65535.")]
public sealed class MailRelayRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        if (snapshot.Balancer.Spec.Alerts?.Email?.Server is { } server
            && int.TryParse(server.AsSpan(server.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is < 1 or > 65535)
            yield return Findings.Error("spec.alerts.email.server", $"{port} is no port.", "Write 1 to 65535.");
    }
}
