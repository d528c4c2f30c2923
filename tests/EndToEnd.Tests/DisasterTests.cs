using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>What may die, dies; the service is restored and the status is right during and after.</summary>
[Collection(ClusterCollection.Name)]
public sealed class DisasterTests(Cluster cluster) : IAsyncLifetime
{
    // what only a hang exceeds: how fast it is, is for the benchmark to say
    private const double Hang = 60_000;

    private readonly Mail _mail = new(cluster);

    public Task InitializeAsync() => _mail.ServesAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_server_that_dies_is_left_out_and_the_address_stays()
    {
        var holder = await _mail.HolderNodeAsync();
        var mails = (await cluster.Mails()).Length;
        await using var client = await cluster.StartClient("dc1");
        await cluster.Levers.KillServerAsync("exch1");
        try
        {
            await cluster.Eventually(async () => (await _mail.RowAsync()).Backends.ShouldBe("3/4"), "the server is seen down");
            await IsDegradedAsync("dc1/exch1");
            (await _mail.ConditionAsync("BackendsHealthy")).Status.ShouldBe("False");
            await cluster.Eventually(async () => (await _mail.NodeRowsAsync()).Single(row => row[0] == $"mail-{holder}")[4].ShouldBe("1/2"), "the holder sees it down too");
            await cluster.Eventually(async () => (await cluster.Get("dc1")).ShouldBe("exch2"), "the other server answers");
            (await _mail.HolderNodeAsync()).ShouldBe(holder);
        }
        finally
        {
            await cluster.Levers.StartServerAsync("exch1");
        }

        await _mail.IsServingAsync("dc1");
        (await client.StopAsync()).LongestOutageMilliseconds.ShouldBeLessThan(Hang);
        await cluster.Eventually(
            async () => (await _mail.EventsAsync()).ShouldSatisfyAllConditions(events => events.ShouldContain("ServerDown: dc1/exch1 is down"), events => events.ShouldContain("ServerUp: dc1/exch1 is healthy again")),
            "both are told");
        await cluster.Eventually(async () => (await cluster.Mails())[mails..].ShouldContain("exch1"), "the alert is mailed");
    }

    [Fact]
    public async Task A_protocol_that_Managed_Availability_takes_offline_takes_the_server_out()
    {
        await cluster.Levers.FailAsync("exch2", "ews");
        try
        {
            await cluster.Eventually(async () => (await _mail.ConditionAsync("BackendsHealthy")).Message.ShouldContain("dc1/exch2: https down (L7STS/503)"), "the server is seen down");
            await cluster.Eventually(async () => (await cluster.Get("dc1")).ShouldBe("exch1"), "the holder leaves it out");
        }
        finally
        {
            await cluster.Levers.RecoverAsync("exch2");
        }

        await _mail.IsServingAsync("dc1");
    }

    [Fact]
    public async Task All_servers_of_a_datacenter_dead_the_other_datacenter_serves()
    {
        await using var client = await cluster.StartClient("dc1");
        await Task.WhenAll(cluster.Levers.KillServerAsync("exch1"), cluster.Levers.KillServerAsync("exch2"));
        try
        {
            await cluster.Eventually(async () => (await _mail.RowAsync()).Holder.ShouldStartWith("dc2/"), "dc2 holds the address");
            await cluster.Eventually(async () => (await _mail.RowAsync()).Backends.ShouldBe("2/4"), "both servers are seen down");
            await IsDegradedAsync();
            await cluster.Eventually(async () => (await _mail.NodeRowsAsync()).Where(row => row[2] == "dc1").ShouldAllBe(row => row[3] == "FAULT"), "both nodes of dc1 say so");
            await cluster.Eventually(async () => (await cluster.Get("dc1")).ShouldBeOneOf("exch3", "exch4"), "dc2's servers answer");
        }
        finally
        {
            await cluster.Levers.StartServerAsync("exch1");
            await cluster.Levers.StartServerAsync("exch2");
        }

        await _mail.IsServingAsync("dc1");
        var summary = await client.StopAsync();
        summary.LongestOutageMilliseconds.ShouldBeLessThan(Hang, summary.ToString());
        summary.Servers.Keys.ShouldContain(server => server == "exch3" || server == "exch4");
        // in one step, or in two where it takes longer than a move should
        await cluster.Eventually(async () => (await _mail.EventsAsync()).ShouldMatch("AddressMoved: (The address moved from dc1/node-. to )?dc2/node-."), "the move is told");
    }

    [Theory]
    [InlineData("haproxy")]
    [InlineData("keepalived")]
    public async Task A_process_killed_on_the_holder_leaves_one_holder_and_service(string process)
    {
        await using var client = await cluster.StartClient("dc2");
        await StrikeAsync(holder => cluster.Levers.KillAsync(holder, process));

        await cluster.Eventually(async () => (await cluster.Get("dc2")).ShouldNotBeNull(), "the address answers");
        await _mail.IsServingAsync("dc1");
        var summary = await client.StopAsync();
        summary.LongestOutageMilliseconds.ShouldBeLessThan(Hang, summary.ToString());
        summary.Servers.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_keepalived_that_freezes_on_the_holder_leaves_one_holder_and_service()
    {
        await using var client = await cluster.StartClient("dc2");
        var holder = await StrikeAsync(holder => cluster.Levers.FreezeAsync(holder, "keepalived"));

        await cluster.Eventually(async () => (await cluster.Holders()).ShouldHaveSingleItem().ShouldNotBe(holder), "another node holds the address, and the frozen one no more");
        await _mail.IsServingAsync("dc1");
        var summary = await client.StopAsync();
        summary.LongestOutageMilliseconds.ShouldBeLessThan(Hang, summary.ToString());
    }

    [Fact]
    public async Task A_holder_that_is_unplugged_loses_the_address_and_the_status_says_so()
    {
        var holder = await _mail.HolderNodeAsync();
        await using var client = await cluster.StartClient("dc2");
        await cluster.Levers.CrashAsync(holder);
        try
        {
            await cluster.Eventually(async () => (await cluster.Get("dc2")).ShouldNotBeNull(), "the address answers");
            await cluster.Eventually(async () => (await _mail.HolderNodeAsync()).ShouldNotBe(holder), "the status names another holder");
            await cluster.Eventually(async () => (await _mail.RowAsync()).Nodes.ShouldBe("3/4"), "the node is missed");
            await cluster.Eventually(async () => (await _mail.ConditionAsync("VipAssigned")).Reason.ShouldBe("Held"), "another node is known to hold it");
            await cluster.Eventually(
                async () => (await _mail.ConditionAsync("Ready")).ShouldSatisfyAllConditions(ready => ready.Status.ShouldBe("True"), ready => ready.Message.ShouldContain($"dc1/{holder} is not ready")), "the status says which");
        }
        finally
        {
            await cluster.Levers.ReviveAsync(holder);
        }

        await _mail.IsServingAsync("dc1");
        var summary = await client.StopAsync();
        summary.LongestOutageMilliseconds.ShouldBeLessThan(Hang, summary.ToString());
    }

    [Fact]
    public async Task With_the_link_cut_each_side_serves_its_own_and_healed_there_is_one_holder()
    {
        await using var near = await cluster.StartClient("dc1");
        await using var far = await cluster.StartClient("dc2");
        await cluster.Levers.CutAsync();
        try
        {
            await cluster.Eventually(async () => (await cluster.Get("dc2")).ShouldBeOneOf("exch3", "exch4"), "dc2 serves its own clients");
            await cluster.Eventually(async () => (await cluster.Get("dc1")).ShouldBeOneOf("exch1", "exch2"), "dc1 serves its own clients");
            await cluster.Eventually(async () => (await cluster.Holders()).Count.ShouldBe(2), "one node on each side has the address");
            await cluster.Eventually(async () => (await _mail.RowAsync()).Holder.ShouldStartWith("dc1/"), "the status names the one that it hears of");
            // the nodes of dc2 cannot be asked; Kubernetes says so after 40 s
            await cluster.Eventually(async () => (await _mail.RowAsync()).Nodes.ShouldBe("2/4"), "the far side is missed");
            await IsDegradedAsync();
        }
        finally
        {
            await cluster.Levers.HealAsync();
        }

        await _mail.IsServingAsync("dc1");
        (await near.StopAsync()).LongestOutageMilliseconds.ShouldBeLessThan(Hang);
        var summary = await far.StopAsync();
        summary.LongestOutageMilliseconds.ShouldBeLessThan(Hang, summary.ToString());
        await cluster.Eventually(async () => (await cluster.Get("dc2")).ShouldBeOneOf("exch1", "exch2"), "dc2's clients reach the one holder");
    }

    [Fact]
    public async Task With_the_API_server_gone_the_address_moves_all_the_same_and_daemons_restart_with_what_they_had()
    {
        var holder = await _mail.HolderNodeAsync();
        await cluster.Levers.StopApiServerAsync();
        try
        {
            foreach (var process in new[] { "haproxy", "haproxy-agent" })
                await cluster.Eventually(() => cluster.Levers.KillAsync(holder, process), $"{process} runs on the holder");
            await cluster.Eventually(async () => (await cluster.Get("dc2")).ShouldNotBeNull(), "the address answers");
            await cluster.Levers.KillServerAsync("exch1");
            await cluster.Levers.KillServerAsync("exch2");
            await cluster.Eventually(async () => (await cluster.Get("dc1")).ShouldBeOneOf("exch3", "exch4"), "dc2 serves");
        }
        finally
        {
            await cluster.Levers.StartApiServerAsync();
            await cluster.Levers.StartServerAsync("exch1");
            await cluster.Levers.StartServerAsync("exch2");
        }

        await _mail.IsServingAsync("dc1");
    }

    /// <summary>Strikes a process on the holder as soon as it runs there: after a test that killed it, the address may be served while its process is still on its way.</summary>
    private async Task<string> StrikeAsync(Func<string, Task> strike)
    {
        var holder = "";
        await cluster.Eventually(
            async () =>
            {
                holder = await _mail.HolderNodeAsync();
                await strike(holder);
            },
            "the process runs on the holder");
        return holder;
    }

    private Task IsDegradedAsync(string because = "") => cluster.Eventually(
        async () => (await _mail.ConditionAsync("Ready")).ShouldSatisfyAllConditions(ready => ready.Status.ShouldBe("True"), ready => ready.Reason.ShouldBe("Degraded"), ready => ready.Message.ShouldContain(because)),
        "it serves with less");
}
