using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>Makes the report of the agent beside haproxy. Pure.</summary>
public static class HaproxyReports
{
    public static HaproxyReport Of(string pod, string? revision, RefusedConfiguration? refused, int? maxConnections, ImmutableArray<ServerStatus> servers, int endedWorkers) => new()
    {
        Pod = pod,
        Revision = revision,
        Config = revision is null ? null : Revision.Short(revision),
        Refused = refused,
        Backends = servers.IsEmpty ? null : Backends(servers),
        Servers =
        [
            .. servers.OrderBy(server => server.Service, StringComparer.Ordinal).ThenBy(server => server.Name, StringComparer.Ordinal)
                .Select(server => new ServerReport { Service = server.Service, Name = server.Name, State = server.State, Reason = server.Reason }),
        ],
        MaxConnections = maxConnections,
        EndedWorkers = endedWorkers == 0 ? null : endedWorkers,
    };

    /// <summary>Healthy servers of all servers of the datacenter; one counts when it is up in every service.</summary>
    private static string Backends(ImmutableArray<ServerStatus> servers)
    {
        var local = servers.Where(server => !server.IsBackup).GroupBy(server => server.Name, StringComparer.Ordinal).ToList();
        return $"{local.Count(server => server.All(service => service.State == ServerState.Up))}/{local.Count}";
    }
}
