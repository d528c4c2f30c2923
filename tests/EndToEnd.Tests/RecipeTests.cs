using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>The recipe's resource, applied with kubectl, does what the recipe did.</summary>
[Collection(ClusterCollection.Name)]
public sealed class RecipeTests(Cluster cluster) : IAsyncLifetime
{
    private readonly Mail _mail = new(cluster);

    public Task InitializeAsync() => _mail.ServesAsync(Mail.Recipe);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_address_answers_through_TLS_with_the_servers_of_dc1_in_turn()
    {
        foreach (var datacenter in new[] { "dc1", "dc2" })
        {
            await using var client = await cluster.StartClient(datacenter, rate: 20);
            await cluster.Eventually(async () => (await cluster.Get(datacenter)).ShouldNotBeNull(), "the address answers");
            await Task.Delay(TimeSpan.FromSeconds(2));
            var summary = await client.StopAsync();

            summary.Failed.ShouldBe(0, summary.ToString());
            summary.Servers.Keys.ShouldBe(["exch1", "exch2"], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Mail_is_accepted_on_port_25_from_both_datacenters()
    {
        foreach (var host in new[] { "client1", "client2" })
        {
            var banner = await cluster.Run(host, "timeout", "10", "bash", "-c", $"exec 3<>/dev/tcp/{Cluster.VirtualAddress}/25; head -n 1 <&3");

            banner.OrThrow().ShouldStartWith("220 ");
            banner.Output.ShouldMatch("exch[12]");
        }
    }

    [Fact]
    public async Task The_columns_of_the_balancer_are_true()
    {
        var header = (await cluster.Kubectl("-n", "exchange", "get", "exchangebalancers")).OrThrow().Split('\n')[0];
        header.Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["NAME", "READY", "VIP", "HOLDER", "BACKENDS", "NODES", "AGE"]);

        var holder = (await cluster.Holders()).ShouldHaveSingleItem();
        (await _mail.RowAsync()).ShouldBe(new BalancerRow("True", Cluster.VirtualAddress, $"dc1/{holder}", "4/4", "4/4"));
    }

    [Fact]
    public async Task The_columns_of_the_nodes_are_true()
    {
        var header = (await cluster.Kubectl("-n", "exchange", "get", "balancernodes")).OrThrow().Split('\n')[0];
        header.Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["NAME", "BALANCER", "DATACENTER", "VRRP", "BACKENDS", "CONFIG", "AGE"]);

        var holder = (await cluster.Holders()).ShouldHaveSingleItem();
        var rows = await _mail.NodeRowsAsync();
        rows.Select(row => (row[0], row[1], row[2], row[3], row[4])).ShouldBe(
            cluster.Nodes.Select(node => ($"mail-{node}", "mail", node is "node-a" or "node-b" ? "dc1" : "dc2", node == holder ? "MASTER" : "BACKUP", "2/2")));
        rows.ShouldAllBe(row => row[5].Length == 6);
        // the servers differ between the datacenters and not within one
        rows[0][5].ShouldBe(rows[1][5]);
        rows[0][5].ShouldNotBe(rows[2][5]);
    }

    [Fact]
    public async Task The_statistics_page_asks_for_the_password()
    {
        (await StatusOf("http://172.30.129.11:8080/")).ShouldBe("401");
        (await StatusOf("http://admin:adminpassword@172.30.129.11:8080/")).ShouldBe("200");
    }

    [Fact]
    public async Task Conditions_name_the_generation_they_speak_of()
    {
        var generations = (await cluster.Kubectl("-n", "exchange", "get", "exb", "mail", "-o", "jsonpath={.metadata.generation} {.status.observedGeneration} {.status.conditions[*].observedGeneration}")).OrThrow();

        generations.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_idle_balancer_writes_nothing()
    {
        // a server that a busy machine answers for too late is a reason to write
        await cluster.Eventually(
            async () =>
            {
                var before = await VersionsAsync();
                await Task.Delay(TimeSpan.FromSeconds(20));
                (await VersionsAsync()).ShouldBe(before);
            },
            "20 seconds without a write");
    }

    private async Task<string> StatusOf(string url) =>
        (await cluster.Run("client1", "curl", "-s", "-o", "/dev/null", "--max-time", "10", "-w", "%{http_code}", url)).OrThrow();

    private async Task<string> VersionsAsync() =>
        (await cluster.Kubectl("-n", "exchange", "get", "exb,exbn,secrets,daemonsets,roles,rolebindings,serviceaccounts", "-o", "jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}")).OrThrow();
}
