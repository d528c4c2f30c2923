using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>Two balancers on the same nodes, their priorities reversed: the sample as it stands in config/samples.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ActiveActiveTests(Cluster cluster) : IAsyncLifetime
{
    private const string Near = Cluster.VirtualAddress;
    private const string Far = "172.30.129.132";

    private readonly Mail _mail = new(cluster);

    public async Task InitializeAsync()
    {
        await _mail.InstallAsync();
        // the waiting time before an address is taken back, shortened as in Mail.Quick
        var sample = Mail.Change(File.ReadAllText(Repository.At("config", "samples", "active-active.yaml")), "delay: 30s", "delay: 1s");
        // the stand-ins sign their certificates themselves
        await _mail.ApplyAsync(Mail.Change(sample, "healthCheck: {host: mail.domain.com}", "healthCheck: {host: mail.domain.com, verify: None}"));
        await EachServesItsOwnAsync();
    }

    public Task DisposeAsync() => _mail.DeleteAsync("mail-dc2");

    [Fact]
    public async Task Each_datacenter_serves_its_own_address_and_both_when_the_other_cannot()
    {
        (await cluster.Get("dc1", address: Near)).ShouldBeOneOf("exch1", "exch2");
        (await cluster.Get("dc1", address: Far)).ShouldBeOneOf("exch3", "exch4");

        await Task.WhenAll(cluster.Levers.KillServerAsync("exch3"), cluster.Levers.KillServerAsync("exch4"));
        try
        {
            await HeldByAsync("mail-dc2", Far, "dc1");
            await cluster.Eventually(async () => (await cluster.Get("dc2", address: Far)).ShouldBeOneOf("exch1", "exch2"), "dc1 serves dc2's address");
            await HeldByAsync("mail", Near, "dc1");
        }
        finally
        {
            await cluster.Levers.StartServerAsync("exch3");
            await cluster.Levers.StartServerAsync("exch4");
        }

        await EachServesItsOwnAsync();
    }

    private async Task EachServesItsOwnAsync()
    {
        await HeldByAsync("mail", Near, "dc1");
        await HeldByAsync("mail-dc2", Far, "dc2");
        foreach (var balancer in new[] { "mail", "mail-dc2" })
        {
            await cluster.Eventually(
                async () =>
                {
                    var row = await _mail.RowAsync(balancer);
                    (row.Ready, row.Backends, row.Nodes).ShouldBe(("True", "4/4", "4/4"));
                },
                $"{balancer} is well", TimeSpan.FromMinutes(5));
        }
    }

    private Task HeldByAsync(string balancer, string address, string datacenter) => cluster.Eventually(
        async () =>
        {
            var holder = (await cluster.Holders(address)).ShouldHaveSingleItem();
            (await _mail.RowAsync(balancer)).Holder.ShouldBe($"{datacenter}/{holder}");
        },
        $"{datacenter} holds the address of {balancer}", TimeSpan.FromMinutes(5));
}
