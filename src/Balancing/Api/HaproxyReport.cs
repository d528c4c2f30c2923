using System.Text.Json.Serialization;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>haproxy on one node.</summary>
public sealed record HaproxyReport
{
    /// <summary>The pod that reports; the report counts while it is Ready.</summary>
    [Length(0, 253)]
    public string? Pod { get; set; }

    /// <summary>The revision of the configuration that runs, verified; see <c>Revision</c>.</summary>
    [Length(0, 64)]
    public string? Revision { get; set; }

    /// <summary>The first six digits of the revision.</summary>
    [Length(0, 6)]
    public string? Config { get; set; }

    /// <summary>The revision of the newest configuration, if the node refused it; the last good one goes on.</summary>
    [Length(0, 64)]
    public string? RefusedRevision { get; set; }

    /// <summary>What haproxy said of the refused configuration, without secrets.</summary>
    [Length(0, 1024)]
    public string? RefusedMessage { get; set; }

    // flat in the resource: Kubernetes 1.20 leaves a null behind where a nested object is no longer applied, and then refuses it
    [JsonIgnore]
    public RefusedConfiguration? Refused
    {
        get => RefusedRevision is null ? null : new RefusedConfiguration(RefusedRevision, RefusedMessage ?? "");
        set => (RefusedRevision, RefusedMessage) = (value?.Revision, value?.Message);
    }

    /// <summary>Healthy servers of all servers, as <c>2/2</c>; a server counts when it is up in every service.</summary>
    [Length(0, 20)]
    public string? Backends { get; set; }

    /// <summary>Each server of each service, with bridging of each protocol, as haproxy sees it.</summary>
    [ListMap("service", "name"), Items(0, 4096)]
    public List<ServerReport>? Servers { get; set; }

    /// <summary>The connections that the node's file limit allows, where they are fewer than asked for.</summary>
    public int? MaxConnections { get; set; }

    /// <summary>The old haproxy processes that this pod has ended, with their connections, because reloads made more than 20 of them; absent: none.</summary>
    public int? EndedWorkers { get; set; }
}
