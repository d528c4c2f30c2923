using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A certificate that clients are shown.</summary>
public sealed record CertificateStatus
{
    /// <summary>The Secret's name.</summary>
    [Required, Length(1, 100)]
    public string Name { get; set; } = "";

    /// <summary>When it ends, in UTC, as <c>2026-12-31T23:59:59Z</c>; absent where it cannot be read.</summary>
    [Length(0, 30)]
    public string? NotAfter { get; set; }
}
