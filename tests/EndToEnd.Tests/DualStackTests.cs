using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>IPv4 and IPv6 addresses, a virtual router of each in one group: the sample as it stands in config/samples, with servers of both families.</summary>
[Collection(ClusterCollection.Name)]
public sealed class DualStackTests(Cluster cluster) : IAsyncLifetime
{
    private const string IPv6 = "fd00:129::131";

    // what only a hang exceeds
    private const double Hang = 60_000;

    private static readonly string[] Addresses = [Cluster.VirtualAddress, "172.30.129.132", IPv6];

    private readonly Mail _mail = new(cluster);

    public async Task InitializeAsync()
    {
        var sample = File.ReadAllText(Repository.At("config", "samples", "dual-stack.yaml"));
        // the stand-ins sign their certificates themselves; and the waiting time before an address is taken back, shortened as in Mail.Quick
        sample = Mail.Change(sample, "healthCheck: {host: mail.domain.com}", "healthCheck: {host: mail.domain.com, verify: None}");
        sample = Mail.Change(sample, "    dualStack: SyncGroup\n", "    dualStack: SyncGroup\n    preemption: {delay: 1s}\n");
        sample = Mail.Change(Mail.Change(sample, "host: exch2.domain.com", "host: \"fd00:129::22\""), "host: exch4.domain.com", "host: \"fd00:129::24\"");
        await _mail.ServesAsync(sample);
        await AreHeldTogetherAsync("dc1");
    }

    // the recipe's again: without IPv6, and back to VRRPv2
    public Task DisposeAsync() => _mail.ServesAsync();

    [Fact]
    public async Task Both_families_answer_from_both_datacenters_by_servers_of_both()
    {
        foreach (var datacenter in new[] { "dc1", "dc2" })
        {
            foreach (var address in Addresses)
            {
                await cluster.Eventually(async () => (await cluster.Get(datacenter, address: address)).ShouldBeOneOf("exch1", "exch2"), $"{address} answers in {datacenter}");
            }

            await using var client = await cluster.StartClient(datacenter, address: IPv6, keep: 4);
            await Task.Delay(TimeSpan.FromSeconds(2));
            var summary = await client.StopAsync();
            summary.Failed.ShouldBe(0, summary.ToString());
            summary.KeptBroken.ShouldBeEmpty(summary.ToString());
            summary.Servers.Keys.ShouldBe(["exch1", "exch2"], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task All_servers_of_a_datacenter_dead_both_families_move_together_and_come_back()
    {
        await using var near = await cluster.StartClient("dc1", address: IPv6);
        await using var far = await cluster.StartClient("dc2", address: IPv6);
        await using var old = await cluster.StartClient("dc1");
        await Task.WhenAll(cluster.Levers.KillServerAsync("exch1"), cluster.Levers.KillServerAsync("exch2"));
        try
        {
            await AreHeldTogetherAsync("dc2");
            foreach (var address in Addresses)
            {
                foreach (var datacenter in new[] { "dc1", "dc2" })
                    await cluster.Eventually(async () => (await cluster.Get(datacenter, address: address)).ShouldBeOneOf("exch3", "exch4"), $"dc2's servers answer at {address} in {datacenter}");
            }
        }
        finally
        {
            await cluster.Levers.StartServerAsync("exch1");
            await cluster.Levers.StartServerAsync("exch2");
        }

        await _mail.IsServingAsync("dc1");
        await AreHeldTogetherAsync("dc1");
        foreach (var client in new[] { near, far, old })
        {
            var summary = await client.StopAsync();
            summary.LongestOutageMilliseconds.ShouldBeLessThan(Hang, summary.ToString());
            summary.Servers.Keys.ShouldContain(server => server == "exch3" || server == "exch4", summary.ToString());
        }
    }

    /// <summary>All addresses are on one node of the datacenter, and on no other, as the kernels say and as the status does.</summary>
    private Task AreHeldTogetherAsync(string datacenter) => cluster.Eventually(
        async () =>
        {
            var holder = (await _mail.RowAsync()).Holder;
            holder.ShouldStartWith(datacenter + "/");
            foreach (var address in Addresses)
                (await cluster.Holders(address)).ShouldHaveSingleItem(address).ShouldBe(holder[(datacenter.Length + 1)..]);
        },
        $"one node of {datacenter} holds all addresses");
}
