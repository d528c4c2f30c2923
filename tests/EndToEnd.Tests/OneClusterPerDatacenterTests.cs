using ExchangeHA.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>
/// One resource, two operators, each with its datacenter alone, as config/samples/unicast.yaml has it: neither sees the other's objects, and the address moves between them by VRRP from node to node.
/// Two namespaces stand for the two clusters: an operator knows the nodes of its own datacenter and the balancers of its namespace, and nothing else.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class OneClusterPerDatacenterTests(Cluster cluster, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(8);

    private readonly Mail _mail = new(cluster);
    private readonly Borrowed _first = new(cluster);
    private readonly Borrowed _second = new(cluster);

    public async Task InitializeAsync()
    {
        await _mail.InstallAsync();
        // the address is free
        await _mail.DeleteAsync("mail");
        await _first.PrepareAsync();
        await _second.PrepareAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var borrowed in new[] { _first, _second })
        {
            (await cluster.Kubectl("-n", borrowed.Namespace, "delete", "exb", "--all", "--wait=true", "--timeout=60s")).OrThrow();
            // pods that end put the address away
            await cluster.Eventually(async () => (await borrowed.NamesAsync("pods")).ShouldBeEmpty(), "its pods are gone", Long);
            await borrowed.ReturnAsync();
        }
    }

    [Fact]
    public async Task Each_cluster_serves_its_own_and_the_address_moves_between_them()
    {
        var image = (await cluster.Kubectl("-n", "exchange", "get", "deployment", "exchange-ha-operator", "-o", "jsonpath={.spec.template.spec.containers[0].env[?(@.name==\"NODE_IMAGE\")].value}")).OrThrow();
        await using var operator1 = _first.StartOperator(output, image, "--datacenter", "dc1");
        await using var operator2 = _second.StartOperator(output, image, "--datacenter", "dc2");
        var sample = Mail.Change(await File.ReadAllTextAsync(Repository.At("config", "samples", "unicast.yaml")), "transport: Unicast}", "transport: Unicast, preemption: {delay: 1s}}");
        // the stand-ins sign their certificates themselves
        sample = Mail.Change(sample, "healthCheck: {host: mail.domain.com}", "healthCheck: {host: mail.domain.com, verify: None}");
        (await _first.ApplyAsync(sample)).OrThrow();
        (await _second.ApplyAsync(sample)).OrThrow();

        await FirstServesAsync();
        (await _first.NamesAsync("daemonsets", "exchange-ha.io/balancer=mail")).ShouldBe(["daemonset.apps/mail-dc1-haproxy", "daemonset.apps/mail-dc1-keepalived"]);
        (await _second.NamesAsync("daemonsets", "exchange-ha.io/balancer=mail")).ShouldBe(["daemonset.apps/mail-dc2-haproxy", "daemonset.apps/mail-dc2-keepalived"]);

        await Task.WhenAll(cluster.Levers.KillServerAsync("exch1"), cluster.Levers.KillServerAsync("exch2"));
        try
        {
            await SaysAsync(_second, "dc2", "True Serving", "Held", "2/2");
            await SaysAsync(_first, null, "False NoHolder", "NoHolder", "0/2");
            foreach (var client in new[] { "dc1", "dc2" })
                await cluster.Eventually(async () => (await cluster.Get(client)).ShouldBeOneOf("exch3", "exch4"), "the second cluster serves");
        }
        finally
        {
            await cluster.Levers.StartServerAsync("exch1");
            await cluster.Levers.StartServerAsync("exch2");
        }

        await FirstServesAsync();
    }

    private async Task FirstServesAsync()
    {
        await SaysAsync(_first, "dc1", "True Serving", "Held", "2/2");
        await SaysAsync(_second, null, "True HeldElsewhere", "HeldElsewhere", "2/2");
        foreach (var client in new[] { "dc1", "dc2" })
            await cluster.Eventually(async () => (await cluster.Get(client)).ShouldBeOneOf("exch1", "exch2"), "the first cluster serves");
    }

    /// <summary>The status, with a holder that the kernel agrees about.</summary>
    /// <param name="holds">The datacenter that holds the address in this cluster; null for none.</param>
    private Task SaysAsync(Borrowed borrowed, string? holds, string ready, string vip, string backends) => cluster.Eventually(
        async () =>
        {
            const string Path = "jsonpath={.status.conditions[?(@.type==\"Ready\")].status} {.status.conditions[?(@.type==\"Ready\")].reason},{.status.conditions[?(@.type==\"VipAssigned\")].reason},{.status.backends},{.status.nodes},{.status.holder}";
            var said = (await cluster.Kubectl("-n", borrowed.Namespace, "get", "exb", "mail", "-o", Path)).OrThrow().Split(',');
            said[..4].ShouldBe([ready, vip, backends, "2/2"]);
            if (holds is null)
                said[4].ShouldBeEmpty();
            else
                said[4].ShouldBe($"{holds}/{(await cluster.Holders()).ShouldHaveSingleItem()}");
        },
        $"the status says {ready}", Long);
}
