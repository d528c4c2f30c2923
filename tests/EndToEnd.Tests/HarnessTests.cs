using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>The ground that the other tests stand on: a lever that moves nothing would let them pass.</summary>
[Collection(ClusterCollection.Name)]
public sealed class HarnessTests(Cluster cluster)
{
    private const string Exchange1 = "172.30.129.21";
    private const string Exchange3 = "172.30.129.23";

    [Fact]
    public async Task Two_nodes_stand_in_each_datacenter()
    {
        var nodes = await cluster.Kubectl("get", "nodes", "-o", "jsonpath={range .items[*]}{.metadata.name}={.metadata.labels.topology\\.kubernetes\\.io/zone} {end}");

        nodes.OrThrow().Trim().ShouldBe("node-a=dc1 node-b=dc1 node-c=dc2 node-d=dc2");
    }

    [Fact]
    public async Task A_cut_link_parts_the_datacenters_and_heals()
    {
        await Answers("dc2", Exchange1, "exch1");
        await cluster.Levers.CutAsync();
        try
        {
            (await cluster.Get("dc2", address: Exchange1)).ShouldBeNull();
            await Answers("dc2", Exchange3, "exch3");
        }
        finally
        {
            await cluster.Levers.HealAsync();
        }

        await Answers("dc2", Exchange1, "exch1");
    }

    [Theory]
    [InlineData("owa")]
    [InlineData("ews")]
    [InlineData("Microsoft-Server-ActiveSync")]
    public async Task One_protocol_can_fail_by_itself(string protocol)
    {
        await cluster.Levers.FailAsync("exch1", protocol);
        try
        {
            (await cluster.Get("dc1", $"/{protocol}/healthcheck.htm", Exchange1)).ShouldBeNull();
            await Answers("dc1", Exchange1, "exch1", "/mapi/healthcheck.htm");
        }
        finally
        {
            await cluster.Levers.RecoverAsync("exch1");
        }

        await Answers("dc1", Exchange1, "exch1", $"/{protocol}/healthcheck.htm");
    }

    [Fact]
    public async Task A_client_counts_what_fails_while_a_server_is_away()
    {
        await using var client = await cluster.StartClient("dc1", rate: 20, keep: 2, address: Exchange1);
        await cluster.Levers.KillServerAsync("exch1");
        (await cluster.Get("dc1", address: Exchange1)).ShouldBeNull();
        await cluster.Levers.StartServerAsync("exch1");
        await Answers("dc1", Exchange1, "exch1");
        var summary = await client.StopAsync();

        summary.Failed.ShouldBeGreaterThan(0, summary.ToString());
        summary.LongestOutageMilliseconds.ShouldBeGreaterThan(0, summary.ToString());
        summary.Errors.Values.Sum().ShouldBe(summary.Failed);
        summary.Servers.Values.Sum().ShouldBe(summary.Requests - summary.Failed);
    }

    [Fact]
    public async Task The_API_server_stops_and_starts()
    {
        await cluster.Levers.StopApiServerAsync();
        (await cluster.Kubectl("get", "nodes")).Succeeded.ShouldBeFalse();
        await cluster.Levers.StartApiServerAsync();

        (await cluster.Kubectl("get", "nodes")).Succeeded.ShouldBeTrue();
    }

    private Task Answers(string datacenter, string address, string server, string path = "/") =>
        cluster.Eventually(async () => (await cluster.Get(datacenter, path, address)).ShouldBe(server), $"{server} answers {path} in {datacenter}");
}
