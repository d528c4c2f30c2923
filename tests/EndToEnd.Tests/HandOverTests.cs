using ExchangeHA.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>A holder that is to go hands the address over before it goes, under load.</summary>
[Collection(ClusterCollection.Name)]
public sealed class HandOverTests(Cluster cluster, ITestOutputHelper output) : IAsyncLifetime
{
    // None fails where the machine keeps up: how many exactly is for `make bench-failover` to say. A test machine may not, and this is a bound for an outage: a second of a client's
    // 20 connections a second.
    private const int HandedOver = 20;

    private readonly Mail _mail = new(cluster);

    public Task InitializeAsync() => _mail.ServesAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("cordon", "uncordon")]
    [InlineData("annotate node {0} exchange-ha.io/stand-down=true", "annotate node {0} exchange-ha.io/stand-down-")]
    public async Task A_node_that_is_marked_stands_down(string mark, string unmark)
    {
        var holder = await _mail.HolderNodeAsync();
        await using var near = await cluster.StartClient("dc1");
        await using var far = await cluster.StartClient("dc2");
        await MarkAsync(mark, holder);
        try
        {
            await cluster.Eventually(async () => (await cluster.Holders()).ShouldHaveSingleItem().ShouldNotBe(holder), "another node has the address");
            await cluster.Eventually(async () => (await _mail.NodeRowsAsync()).Single(row => row[0] == $"mail-{holder}")[3].ShouldBe("FAULT"), "its own report says so");
            await cluster.Eventually(async () => (await _mail.RowAsync()).Holder.ShouldStartWith("dc1/"), "the other node of its datacenter holds the address");
        }
        finally
        {
            await MarkAsync(unmark, holder);
        }

        await _mail.IsServingAsync("dc1");
        await NearlyNoneFailedAsync(near, far);
    }

    [Fact]
    public async Task A_datacenter_in_maintenance_stands_down()
    {
        await using var near = await cluster.StartClient("dc1");
        await using var far = await cluster.StartClient("dc2");
        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "    priority: 101\n", "    priority: 101\n    state: Maintenance\n"));
        await cluster.Eventually(async () => (await _mail.RowAsync()).Holder.ShouldStartWith("dc2/"), "dc2 holds the address");
        await cluster.Eventually(async () => (await cluster.Get("dc1")).ShouldBeOneOf("exch3", "exch4"), "dc2's servers answer");

        await _mail.ServesAsync();
        await NearlyNoneFailedAsync(near, far);
    }

    [Fact]
    public async Task A_holder_whose_pod_is_deleted_hands_over_first()
    {
        var holder = await _mail.HolderNodeAsync();
        var pods = await _mail.PodsAsync();
        await using var near = await cluster.StartClient("dc1");
        await using var far = await cluster.StartClient("dc2");
        (await cluster.Kubectl("-n", "exchange", "delete", "pod", "--wait=true", "--timeout=300s", "-l", "app.kubernetes.io/component=haproxy", "--field-selector", $"spec.nodeName={holder}")).OrThrow();

        await _mail.IsServingAsync("dc1");
        (await _mail.PodsAsync()).Split('\n').Except(pods.Split('\n')).ShouldHaveSingleItem();
        await NearlyNoneFailedAsync(near, far);
    }

    [Fact]
    public async Task Pods_are_replaced_one_after_the_other_the_holders_too()
    {
        var before = (await _mail.PodsAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await using var near = await cluster.StartClient("dc1");
        await using var far = await cluster.StartClient("dc2");
        await _mail.ApplyAsync(Mail.Tolerant());
        await cluster.Eventually(
            async () =>
            {
                var now = (await _mail.PodsAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                now.Length.ShouldBe(before.Length);
                now.Intersect(before).ShouldBeEmpty();
            },
            "every pod is another", TimeSpan.FromMinutes(15));
        await _mail.IsServingAsync("dc1");
        await NearlyNoneFailedAsync(near, far);
    }

    private async Task MarkAsync(string command, string node) =>
        (await cluster.Kubectl(command.Contains("{0}", StringComparison.Ordinal) ? command.Replace("{0}", node, StringComparison.Ordinal).Split(' ') : [command, node])).OrThrow();

    private async Task NearlyNoneFailedAsync(params Client[] clients)
    {
        foreach (var client in clients)
        {
            var summary = await client.StopAsync();
            output.WriteLine(summary.ToString());
            summary.Failed.ShouldBeLessThan(HandedOver, summary.ToString());
        }
    }
}
