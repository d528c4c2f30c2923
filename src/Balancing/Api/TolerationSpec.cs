using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A taint that is tolerated, as in a pod.</summary>
public sealed record TolerationSpec
{
    /// <summary>The taint's key; absent with operator Exists: every taint.</summary>
    [Length(1, 316)]
    public string? Key { get; set; }

    /// <summary>How the value is compared.</summary>
    public TolerationOperator Operator { get; set; } = TolerationOperator.Equal;

    /// <summary>The taint's value, with operator Equal.</summary>
    [Length(0, 63)]
    public string? Value { get; set; }

    /// <summary>The taint's effect; absent: every one.</summary>
    public TaintEffect? Effect { get; set; }
}
