using System.Text.Json.Serialization;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>keepalived on one node.</summary>
public sealed record VrrpReport
{
    /// <summary>The pod that reports; the report counts while it is Ready.</summary>
    [Length(0, 253)]
    public string? Pod { get; set; }

    /// <summary>The virtual router's state, in VRRP's own words.</summary>
    public VrrpState? State { get; set; }

    /// <summary>Since when, by the node's clock, with microseconds.</summary>
    [Length(0, 40)]
    public string? Since { get; set; }

    /// <summary>The interface that carries the addresses on this node.</summary>
    [Length(0, 15)]
    public string? Interface { get; set; }

    /// <summary>What works and looks wrong on this node: a virtual address outside the networks of the interface.</summary>
    [Length(0, 1024)]
    public string? Warning { get; set; }

    /// <summary>The revision of the configuration that runs, verified.</summary>
    [Length(0, 64)]
    public string? Revision { get; set; }

    /// <summary>The revision of the newest configuration, if the node refused it; the last good one goes on.</summary>
    [Length(0, 64)]
    public string? RefusedRevision { get; set; }

    /// <summary>What keepalived said of the refused configuration, without secrets.</summary>
    [Length(0, 1024)]
    public string? RefusedMessage { get; set; }

    // flat in the resource: Kubernetes 1.20 leaves a null behind where a nested object is no longer applied, and then refuses it
    [JsonIgnore]
    public RefusedConfiguration? Refused
    {
        get => RefusedRevision is null ? null : new RefusedConfiguration(RefusedRevision, RefusedMessage ?? "");
        set => (RefusedRevision, RefusedMessage) = (value?.Revision, value?.Message);
    }
}
