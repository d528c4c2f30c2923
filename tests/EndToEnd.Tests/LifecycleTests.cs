using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>What comes goes again: datacenters, balancers, leaders, edits by hand.</summary>
[Collection(ClusterCollection.Name)]
public sealed class LifecycleTests(Cluster cluster) : IAsyncLifetime
{
    private const string Children = "exbn,daemonsets,secrets,serviceaccounts,roles,rolebindings,pods";

    private readonly Mail _mail = new(cluster);

    public Task InitializeAsync() => _mail.ServesAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_renamed_datacenters_objects_are_pruned()
    {
        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "- name: dc2", "- name: south"));
        await cluster.Eventually(async () => (await NamesAsync("exchange-ha.io/datacenter=dc2")).ShouldBeEmpty(), "nothing of dc2 is left");
        await cluster.Eventually(async () => (await _mail.RowAsync()).Nodes.ShouldBe("4/4"), "the renamed datacenter is ready");
        (await cluster.Get("dc1")).ShouldBeOneOf("exch1", "exch2");

        await _mail.ServesAsync();
        await cluster.Eventually(async () => (await NamesAsync("exchange-ha.io/datacenter=south")).ShouldBeEmpty(), "nothing of the other name is left");
    }

    [Fact]
    public async Task A_deleted_balancer_leaves_nothing_behind()
    {
        (await cluster.Kubectl("-n", "exchange", "delete", "exb", "mail", "--wait=true", "--timeout=60s")).OrThrow();
        await cluster.Eventually(async () => (await NamesAsync("exchange-ha.io/balancer=mail")).ShouldBeEmpty(), "its objects are gone", TimeSpan.FromMinutes(4));
        await cluster.Eventually(async () => (await cluster.Holders()).ShouldBeEmpty(), "no node has the address");

        await _mail.ServesAsync();
    }

    [Fact]
    public async Task An_edit_by_hand_is_put_back()
    {
        (await cluster.Kubectl("-n", "exchange", "delete", "rolebinding", "mail-dc1-haproxy")).OrThrow();
        (await cluster.Kubectl("-n", "exchange", "patch", "secret", "mail-dc2-haproxy", "-p", "{\"stringData\":{\"haproxy.cfg.revision\":\"0000\"}}")).OrThrow();

        await cluster.Eventually(async () => (await cluster.Kubectl("-n", "exchange", "get", "rolebinding", "mail-dc1-haproxy")).Succeeded.ShouldBeTrue(), "the role binding is back");
        await cluster.Eventually(
            async () => (await cluster.Kubectl("-n", "exchange", "get", "secret", "mail-dc2-haproxy", "-o", "jsonpath={.data.haproxy\\.cfg\\.revision}")).OrThrow().ShouldNotBe("MDAwMA=="),
            "the Secret is as it was");
        await _mail.IsServingAsync("dc1");
    }

    [Fact]
    public async Task The_other_replica_takes_over_when_the_leader_dies()
    {
        var leader = await LeaderAsync();
        (await cluster.Kubectl("-n", "exchange", "delete", "pod", leader.Split('_')[0], "--grace-period=0", "--force")).OrThrow();
        await cluster.Eventually(
            async () =>
            {
                var next = await LeaderAsync();
                next.ShouldNotBeEmpty();
                next.ShouldNotBe(leader);
            },
            "another replica leads");

        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "    - {name: exch4, host: exch4.domain.com}\n", ""));
        await cluster.Eventually(async () => (await _mail.RowAsync()).Backends.ShouldBe("3/3"), "the new leader reconciles");
        await _mail.ServesAsync();
    }

    [Fact]
    public async Task Every_sample_is_accepted_by_the_API_server()
    {
        var samples = Directory.GetFiles(Repository.At("config", "samples"), "*.yaml");
        samples.Length.ShouldBeGreaterThan(1);
        foreach (var sample in samples)
            (await cluster.Kubectl("apply", "--dry-run=server", "-f", sample)).OrThrow();
    }

    private async Task<string> NamesAsync(string selector) => (await cluster.Kubectl("-n", "exchange", "get", Children, "-l", selector, "-o", "name")).OrThrow();

    private async Task<string> LeaderAsync() =>
        (await cluster.Kubectl("-n", "exchange", "get", "lease", "exchange-ha-operator", "-o", "jsonpath={.spec.holderIdentity}")).OrThrow();
}
