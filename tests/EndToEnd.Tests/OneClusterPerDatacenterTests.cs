using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>
/// One resource delivered to two clusters, each with a control plane, nodes and an operator of its own that knows its datacenter alone: nothing joins them but VRRP from node to node. Each test begins with the address in dc1,
/// and brings it back there.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class OneClusterPerDatacenterTests(Cluster cluster, TwoClusters clusters) : IClassFixture<TwoClusters>, IAsyncLifetime
{
    private const string ServersOfDc1 = "{name: exch1, host: exch1.domain.com}, {name: exch2, host: exch2.domain.com}";
    private const string ServersOfDc2 = "{name: exch3, host: exch3.domain.com}, {name: exch4, host: exch4.domain.com}";

    public Task InitializeAsync() => clusters.FirstHoldsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Each_cluster_makes_its_own_part_and_the_address_moves_between_them_with_the_servers_health()
    {
        (await clusters.First.NamesAsync("daemonsets")).ShouldBe(["mail-dc1-haproxy", "mail-dc1-keepalived"]);
        (await clusters.First.NamesAsync("exbn")).ShouldBe(["mail-node-a", "mail-node-b"]);
        (await clusters.Second.NamesAsync("daemonsets")).ShouldBe(["mail-dc2-haproxy", "mail-dc2-keepalived"]);
        (await clusters.Second.NamesAsync("exbn")).ShouldBe(["mail-node-e", "mail-node-f"]);

        await Task.WhenAll(cluster.Levers.KillServerAsync("exch1"), cluster.Levers.KillServerAsync("exch2"));
        try
        {
            await clusters.Second.HoldsAsync();
            await clusters.First.HoldsNotAsync("False NoHolder", "NoHolder", "0/2");
            await SecondAnswersAsync();
        }
        finally
        {
            await cluster.Levers.StartServerAsync("exch1");
            await cluster.Levers.StartServerAsync("exch2");
        }

        await clusters.FirstHoldsAsync();
    }

    [Fact]
    public async Task When_a_whole_cluster_is_lost_the_other_serves_and_says_so_and_can_be_changed()
    {
        try
        {
            await Task.WhenAll([cluster.Levers.StopControlPlaneAsync(), .. cluster.Nodes.Select(cluster.Levers.CrashAsync)]);
            (await cluster.Kubectl("get", "nodes")).Succeeded.ShouldBeFalse();
            await clusters.Second.HoldsAsync();
            await SecondAnswersAsync();

            await clusters.Second.ApplyAsync(Mail.Change(TwoClusters.Resource, ServersOfDc2, "{name: exch3, host: exch3.domain.com}"));
            await clusters.Second.HoldsAsync("1/1");
            await clusters.AnswersAsync("dc1", "exch3");
        }
        finally
        {
            await Task.WhenAll(cluster.Nodes.Select(cluster.Levers.ReviveAsync));
            await cluster.Levers.StartControlPlaneAsync();
        }

        await clusters.FirstHoldsAsync();
    }

    [Fact]
    public async Task While_the_link_is_cut_each_side_serves_its_own_clients_says_that_it_holds_the_address_and_can_be_changed()
    {
        await cluster.Levers.CutAsync();
        try
        {
            await clusters.First.HoldsAsync();
            await clusters.Second.HoldsAsync();
            await clusters.AnswersAsync("dc1", "exch1", "exch2");
            await clusters.AnswersAsync("dc2", "exch3", "exch4");

            await clusters.First.ApplyAsync(Mail.Change(TwoClusters.Resource, ServersOfDc1, "{name: exch2, host: exch2.domain.com}"));
            await clusters.Second.ApplyAsync(Mail.Change(TwoClusters.Resource, ServersOfDc2, "{name: exch4, host: exch4.domain.com}"));
            await clusters.First.HoldsAsync("1/1");
            await clusters.Second.HoldsAsync("1/1");
            await clusters.AnswersAsync("dc1", "exch2");
            await clusters.AnswersAsync("dc2", "exch4");
        }
        finally
        {
            await cluster.Levers.HealAsync();
        }

        await clusters.FirstHoldsAsync();
    }

    private async Task SecondAnswersAsync()
    {
        await clusters.AnswersAsync("dc1", "exch3", "exch4");
        await clusters.AnswersAsync("dc2", "exch3", "exch4");
    }
}
