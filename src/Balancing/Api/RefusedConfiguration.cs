using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A configuration that a node would not run.</summary>
public sealed record RefusedConfiguration
{
    /// <summary>Its revision.</summary>
    [Required, Length(1, 64)]
    public string Revision { get; set; } = "";

    /// <summary>What haproxy or keepalived said, without secrets.</summary>
    [Required, Length(0, 1024)]
    public string Message { get; set; } = "";
}
