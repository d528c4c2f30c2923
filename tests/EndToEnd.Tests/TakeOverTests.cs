using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>Coming from a hand-made pair, step by step as docs/migration.md says, with the recipe's own configuration as the running pair.</summary>
[Collection(ClusterCollection.Name)]
public sealed class TakeOverTests(Cluster cluster) : IAsyncLifetime
{
    private static readonly string[] Pair = ["old1", "old2"];

    private readonly Mail _mail = new(cluster);

    public async Task InitializeAsync()
    {
        await _mail.InstallAsync();
        await _mail.DeleteAsync("mail");
        await cluster.Eventually(async () => (await cluster.Holders()).ShouldBeEmpty(), "no node has the address");
        await cluster.Levers.StartPairAsync();
        await cluster.Eventually(async () => (await cluster.HoldersAmong(Pair)).ShouldBe(["old1"]), "the pair holds the address");
        foreach (var datacenter in new[] { "dc1", "dc2" })
            await cluster.Eventually(async () => (await cluster.Get(datacenter)).ShouldBeOneOf("exch1", "exch2"), $"the pair serves {datacenter}");
    }

    public Task DisposeAsync() => cluster.Levers.StopPairAsync();

    [Fact]
    public async Task The_nodes_join_below_the_pair_and_are_raised_and_the_pair_is_switched_off_without_an_outage()
    {
        await using var client = await cluster.StartClient("dc1");
        await _mail.ApplyAsync(WithPriorities(51, 50));
        await cluster.Eventually(async () => (await _mail.NodeRowsAsync()).Select(row => (row[3], row[4])).ShouldBe(Enumerable.Repeat(("BACKUP", "2/2"), 4)), "every node stands by below the pair", TimeSpan.FromMinutes(5));
        (await cluster.HoldersAmong(Pair)).ShouldBe(["old1"]);
        (await cluster.Holders()).ShouldBeEmpty();
        (await _mail.ConditionAsync("VipAssigned")).Reason.ShouldBe("NoHolder");

        await _mail.ApplyAsync(WithPriorities(111, 50));
        await _mail.IsServingAsync("dc1");
        await cluster.Eventually(async () => (await cluster.HoldersAmong(Pair)).ShouldBeEmpty(), "the pair has given the address up");

        await cluster.Levers.StopPairAsync();
        await _mail.ApplyAsync(Mail.Quick);
        await _mail.IsServingAsync("dc1");
        var summary = await client.StopAsync();

        // connections that were open through the old holder when the address moved, and no outage: two seconds of it would cost as many
        summary.Failed.ShouldBeLessThan(40, summary.ToString());
        summary.Servers.Keys.ShouldBe(["exch1", "exch2"], ignoreOrder: true);
    }

    private static string WithPriorities(int first, int second) =>
        Mail.Change(Mail.Change(Mail.Quick, "priority: 101\n", $"priority: {first}\n"), "priority: 100\n", $"priority: {second}\n");
}
