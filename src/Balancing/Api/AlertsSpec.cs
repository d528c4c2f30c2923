namespace ExchangeHA.Balancing.Api;

/// <summary>Who is told of changes, beside events and conditions.</summary>
public sealed record AlertsSpec
{
    /// <summary>By e-mail, from haproxy (servers) and keepalived (the address).</summary>
    public EmailAlertsSpec? Email { get; set; }
}
