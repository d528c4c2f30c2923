using System.Globalization;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>A virtual router's state and since when it has been in it.</summary>
public sealed record VrrpTransition(VrrpState State, DateTimeOffset Since)
{
    /// <summary>ISO 8601, in UTC, with microseconds.</summary>
    public string SinceText => Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public override string ToString() => $"{State} {SinceText}";

    public static VrrpTransition? TryParse(string text) =>
        text.Trim().Split(' ') is [var state, var since]
        && Enum.TryParse<VrrpState>(state, out var parsed)
        && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new(parsed, time)
            : null;
}
