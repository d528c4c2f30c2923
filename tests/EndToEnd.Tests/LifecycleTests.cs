using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>What comes goes again: datacenters, balancers, leaders, edits by hand.</summary>
[Collection(ClusterCollection.Name)]
public sealed class LifecycleTests(Cluster cluster) : IAsyncLifetime
{
    private readonly Mail _mail = new(cluster);

    public Task InitializeAsync() => _mail.ServesAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_renamed_datacenters_objects_are_pruned()
    {
        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "- name: dc2", "- name: south"));
        await cluster.Eventually(async () => (await _mail.NamesAsync("exchange-ha.io/datacenter=dc2")).ShouldBeEmpty(), "nothing of dc2 is left");
        await cluster.Eventually(async () => (await _mail.RowAsync()).Nodes.ShouldBe("4/4"), "the renamed datacenter is ready");
        (await cluster.Get("dc1")).ShouldBeOneOf("exch1", "exch2");

        await _mail.ServesAsync();
        await cluster.Eventually(async () => (await _mail.NamesAsync("exchange-ha.io/datacenter=south")).ShouldBeEmpty(), "nothing of the other name is left");
    }

    [Fact]
    public async Task A_deleted_balancer_leaves_nothing_behind()
    {
        await _mail.DeleteAsync("mail");
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
        var leader = await _mail.LeaderAsync();
        var written = await WrittenAsync();
        (await cluster.Kubectl("-n", "exchange", "delete", "pod", leader.Split('_')[0], "--grace-period=0", "--force")).OrThrow();
        await _mail.AnotherLeadsAsync(leader);

        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "    - {name: exch4, host: exch4.domain.com}\n", ""));
        await cluster.Eventually(async () => (await _mail.RowAsync()).Backends.ShouldBe("3/3"), "the new leader reconciles");
        OnlyTheChangedOf(written, await WrittenAsync()).ShouldBe(["Secret/mail-dc2-haproxy"]);
        await _mail.ServesAsync();
    }

    [Fact]
    public async Task A_leader_that_is_cut_off_writes_no_more_and_ends_itself_and_the_other_takes_over()
    {
        var leader = await _mail.LeaderAsync();
        var pod = leader.Split('_')[0];
        var (transitions, written) = (await _mail.LeaseAsync("leaseTransitions"), await WrittenAsync());
        var (node, address) = (await OfPodAsync(pod, ".spec.nodeName"), await OfPodAsync(pod, ".status.podIP"));
        var restarts = int.Parse(await OfPodAsync(pod, ".status.containerStatuses[0].restartCount"));
        string next;
        await CutAsync("-I");
        try
        {
            next = await _mail.AnotherLeadsAsync(leader);
            // a wish of the time without the old leader
            await _mail.ApplyAsync(Mail.Change(Mail.Quick, "    - {name: exch4, host: exch4.domain.com}\n", ""));
            await cluster.Eventually(async () => (await _mail.RowAsync()).Backends.ShouldBe("3/3"), "the new leader reconciles");
        }
        finally
        {
            await CutAsync("-D");
        }

        var after = await WrittenAsync();
        OnlyTheChangedOf(written, after).ShouldBe(["Secret/mail-dc2-haproxy"]);
        await cluster.Eventually(async () => int.Parse(await OfPodAsync(pod, ".status.containerStatuses[0].restartCount")).ShouldBeGreaterThan(restarts), "the old leader ended itself");
        (await OfPodAsync(pod, ".status.containerStatuses[0].lastState.terminated.exitCode")).ShouldBe("1");
        await cluster.Eventually(async () => (await OfPodAsync(pod, ".status.containerStatuses[0].ready")).ShouldBe("true"), "its successor stands by");

        // what was under way when the network was cut would have arrived by now
        (await WrittenAsync()).ShouldBe(after);
        (await _mail.LeaderAsync()).ShouldBe(next);
        (int.Parse(await _mail.LeaseAsync("leaseTransitions")) - int.Parse(transitions)).ShouldBe(1);
        await _mail.ServesAsync();

        async Task CutAsync(string change)
        {
            (await cluster.Run(node, "iptables", "-w", change, "FORWARD", "-s", address, "-j", "DROP")).OrThrow();
            (await cluster.Run(node, "iptables", "-w", change, "FORWARD", "-d", address, "-j", "DROP")).OrThrow();
        }
    }

    private async Task<string> OfPodAsync(string pod, string path) => (await cluster.Kubectl("-n", "exchange", "get", "pod", pod, "-o", $"jsonpath={{{path}}}")).OrThrow();

    /// <summary>The objects that the operator alone writes, each with its version: another version means that it was written.</summary>
    private async Task<IReadOnlyList<string>> WrittenAsync() => (await cluster.Kubectl(
            "-n", "exchange", "get", "secrets,serviceaccounts,roles,rolebindings", "-l", "exchange-ha.io/balancer=mail",
            "-o", "jsonpath={range .items[*]}{.kind}/{.metadata.name}@{.metadata.resourceVersion} {end}")).OrThrow()
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> OnlyTheChangedOf(IReadOnlyList<string> before, IReadOnlyList<string> after) => after.Except(before, StringComparer.Ordinal).Select(entry => entry.Split('@')[0]);
}
