using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>HTTP Strict Transport Security (RFC 6797): a header by which browsers use HTTPS alone, and let nobody click past a certificate's fault.</summary>
public sealed record StrictTransportSecuritySpec
{
    /// <summary>Whether the header is sent. Without it a header of the servers' own passes unchanged.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Seconds for which browsers keep to it after each answer; 0 makes them forget it. Default: a year.</summary>
    [ValueRange(0, 63_072_000)]
    public int MaxAgeSeconds { get; set; } = 31_536_000;

    /// <summary>Whether it holds for the names below the one that was asked, too.</summary>
    public bool IncludeSubdomains { get; set; }
}
