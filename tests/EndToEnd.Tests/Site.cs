using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>exchange-ha in the cluster of one datacenter, as docs/topologies.md installs it: the chart with <c>operator.datacenter</c>, and the resource that the other cluster has, too.</summary>
internal sealed class Site(Cluster cluster, ControlPlane plane, string datacenter)
{
    private const string Namespace = "site";
    private const string Release = "exchange-ha";

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(8);

    public async Task InstallAsync() =>
        // the operator is where its nodes are. kubectl may have made the definitions before, and 1.20 does not know the rules in them: neither its validation nor its server-side apply takes them
        (await plane.Helm(
            "install", Release, Repository.At("charts", "exchange-ha"), "--namespace", Namespace, "--create-namespace", "--set", $"operator.datacenter={datacenter}",
            "--set", $@"nodeSelector.topology\.kubernetes\.io/zone={datacenter}", "--wait", "--timeout", "5m", "--server-side=false", "--disable-openapi-validation", "--take-ownership")).OrThrow();

    /// <summary>Takes away what <see cref="InstallAsync"/> has made, or begun to make, and the balancer.</summary>
    public async Task RemoveAsync()
    {
        (await plane.Kubectl("-n", Namespace, "delete", "exb", "--all", "--wait=true", "--timeout=60s")).OrThrow();
        // pods that end put the address away
        await cluster.Eventually(async () => (await NamesAsync("pods")).ShouldBeEmpty(), "its pods are gone", Long);
        (await plane.Helm("uninstall", Release, "--namespace", Namespace, "--ignore-not-found", "--wait", "--timeout", "3m")).OrThrow();
        (await plane.Kubectl("delete", "namespace", Namespace, "--ignore-not-found", "--wait=true", "--timeout=180s")).OrThrow();
    }

    /// <summary>Applies a resource that was written for the namespace <c>exchange</c>.</summary>
    public async Task ApplyAsync(string yaml) =>
        (await plane.KubectlWithInput(Mail.Change(yaml, "namespace: exchange}", $"namespace: {Namespace}}}"), "apply", "-f", "-")).OrThrow();

    /// <summary>The names of the objects of a kind that the balancer has in this cluster.</summary>
    public async Task<string[]> NamesAsync(string kind) =>
        (await plane.Kubectl("-n", Namespace, "get", kind, "-l", "exchange-ha.io/balancer=mail", "-o", "jsonpath={.items[*].metadata.name}")).OrThrow().Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A node of this cluster has the address, as the kernel says, and the status says so.</summary>
    public Task HoldsAsync(string backends = "2/2") => SaysAsync("True Serving", "Held", backends, holds: true);

    /// <summary>No node of this cluster has the address, as the kernel says, and the status says why.</summary>
    public Task HoldsNotAsync(string ready, string vip, string backends = "2/2") => SaysAsync(ready, vip, backends, holds: false);

    private Task SaysAsync(string ready, string vip, string backends, bool holds) => cluster.Eventually(
        async () =>
        {
            const string Path = "jsonpath={.status.conditions[?(@.type==\"Ready\")].status} {.status.conditions[?(@.type==\"Ready\")].reason},{.status.conditions[?(@.type==\"VipAssigned\")].reason},{.status.backends},{.status.nodes},{.status.holder},{.metadata.generation},{.status.observedGeneration}";
            var said = (await plane.Kubectl("-n", Namespace, "get", "exb", "mail", "-o", Path)).OrThrow().Split(',');
            said[..4].ShouldBe([ready, vip, backends, "2/2"]);
            // else all this may be said of the resource before the last change
            said[6].ShouldBe(said[5]);
            var holders = await cluster.HoldersAmong(plane.Nodes);
            if (holds)
                said[4].ShouldBe($"{datacenter}/{holders.ShouldHaveSingleItem()}");
            else
                (said[4], holders.Count).ShouldBe(("", 0));
        },
        $"the cluster of {datacenter} says {ready}, {vip}", Long);
}
