using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>E-mail alerts.</summary>
public sealed record EmailAlertsSpec
{
    /// <summary>The mail relay as <c>host:port</c>. haproxy relays to it from 127.0.0.1, so that its name is resolved again as it changes and never keeps anything from starting.</summary>
    [Required, Length(3, 259), Pattern(@"^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?:[0-9]{1,5}$")]
    public string Server { get; set; } = "";

    /// <summary>The sender's address.</summary>
    [Required, Length(3, 254), Pattern(Address)]
    public string From { get; set; } = "";

    /// <summary>The receivers' addresses.</summary>
    [Required, ListSet, Items(1, 8), Length(3, 254), Pattern(Address)]
    public List<string> To { get; set; } = [];

    /// <summary>The least severe of haproxy's messages that is sent (haproxy configuration manual, <c>email-alert level</c>).</summary>
    public AlertLevel Level { get; set; } = AlertLevel.Alert;

    /// <summary>For a connection to the relay.</summary>
    [DurationRange("1s", "10m")]
    public Duration ConnectTimeout { get; set; } = "30s";

    private const string Address = "^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$";
}
