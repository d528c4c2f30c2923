using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>Protocols that are closed to clients outside given networks: these get 403.</summary>
public sealed record RestrictionSpec
{
    /// <summary>The protocols. Outlook on the web takes its options from <c>ecp</c>.</summary>
    [Required, ListSet, Items(1, 9)]
    public List<ExchangeProtocol> Protocols { get; set; } = [];

    /// <summary>The networks whose clients are let through, as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>.</summary>
    [Required, ListSet, Items(1, 64), Length(2, 49), Pattern("^[0-9a-fA-F:.]+(/[0-9]{1,3})?$")]
    public List<string> AllowedClients { get; set; } = [];
}
