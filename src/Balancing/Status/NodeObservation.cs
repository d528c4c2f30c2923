using System.Globalization;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Status;

/// <summary>One balancer node as its reports that count tell it: a report counts while its pod is Ready.</summary>
public sealed record NodeObservation
{
    public required string Node { get; init; }

    public required string Datacenter { get; init; }

    /// <summary>Null when the pod that wrote it is gone or not Ready.</summary>
    public HaproxyReport? Haproxy { get; init; }

    /// <summary>Null when the pod that wrote it is gone or not Ready.</summary>
    public VrrpReport? Vrrp { get; init; }

    /// <summary>Whether both agents have ever reported: until then the node is starting, afterwards it is missing.</summary>
    public required bool HasReported { get; init; }

    public bool IsReady => Haproxy?.Revision is not null && Vrrp?.Revision is not null;

    public bool ClaimsAddress => Vrrp?.State is VrrpState.MASTER;

    public DateTimeOffset ClaimedAt =>
        DateTimeOffset.TryParse(Vrrp?.Since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : DateTimeOffset.MinValue;

    public override string ToString() => $"{Datacenter}/{Node}";
}
