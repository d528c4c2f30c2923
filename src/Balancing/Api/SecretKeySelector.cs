using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>One key of a Secret in the balancer's namespace.</summary>
public sealed record SecretKeySelector
{
    /// <summary>The Secret's name.</summary>
    [Required, Length(1, 253), Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>The key in the Secret's data.</summary>
    [Required, Length(1, 253), Pattern("^[-._a-zA-Z0-9]+$")]
    public string Key { get; set; } = "";
}
