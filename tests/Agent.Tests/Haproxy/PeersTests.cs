using System.Collections.Immutable;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>Stick tables that a datacenter's nodes share, with the machine's haproxy and the generated configuration.</summary>
public sealed class PeersTests
{
    private const int Port = 10024;
    private static readonly ImmutableArray<V1Node> Nodes = [Node("node-a", "10.0.0.1"), Node("node-b", "10.0.0.2")];

    [Fact]
    public async Task A_client_that_one_node_knows_is_known_to_the_other()
    {
        using var first = new NetworkNamespace("10.0.0.1/24");
        using var second = new NetworkNamespace("10.0.0.2/24", first);
        using var a = new GeneratedHaproxy(Say, Nodes, "node-a", first);
        using var b = new GeneratedHaproxy(Say, Nodes, "node-b", second);
        await Eventually.Is(async () => (await a.AskAsync("show info")).Length > 0, () => a.Log);
        (await a.AskAsync("set table https key ::ffff:192.0.2.7 data.server_id 1")).Trim().ShouldBeEmpty();
        (await a.AskAsync("show table https")).ShouldContain("192.0.2.7");
        await Eventually.Is(async () => (await b.AskAsync("show table https")).Contains("192.0.2.7"), () => $"node-b to know the client; {b.Log}");
    }

    [Fact]
    public async Task A_stranger_gets_nothing_of_them()
    {
        using var node = new NetworkNamespace("10.0.0.1/24");
        using var stranger = new NetworkNamespace("10.0.0.3/24", node);
        using var a = new GeneratedHaproxy(Say, Nodes, "node-a", node);
        await Eventually.Is(async () => (await a.AskAsync("show info")).Length > 0, () => a.Log);
        // a peer would be answered, if only with an error (haproxy, "Peers protocol"): status codes begin with a digit
        using var directory = new TemporaryDirectory();
        using var asking = stranger.Start(directory.In("said"), "/bin/bash", "-c", $"exec 3<>/dev/tcp/10.0.0.1/{Port} && printf 'HAProxyS 2.1\\nnode-a\\nnode-b 1 1\\n' >&3; timeout 5 head -c 1 <&3; echo end");
        await asking.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        File.ReadAllText(directory.In("said")).ShouldMatch("(?m)^end$");
    }

    private static void Say(ExchangeBalancerSpec spec)
    {
        spec.Services = [new() { Name = "https", Port = 443, Affinity = new() { Type = AffinityType.Source } }];
        spec.Peers = new() { Port = Port };
        spec.Datacenters[0].Backends = [new() { Name = "exch1", Host = "192.0.2.21", State = BackendState.Maintenance }];
    }

    private static V1Node Node(string name, string address) => new()
    {
        Metadata = new() { Name = name, Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["zone"] = "dc1" } },
        Status = new() { Addresses = [new() { Type = "InternalIP", Address = address }] },
    };
}
