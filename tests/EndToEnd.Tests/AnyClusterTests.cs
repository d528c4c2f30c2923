using ExchangeHA.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>
/// What needs an API server and nothing else: these run on whatever cluster <c>KUBECONFIG</c> names, in a namespace made for them, with the operator as a process of this machine. No node of that
/// cluster is used.
/// </summary>
[Collection(ClusterCollection.Name)]
[Trait("Category", "AnyCluster")]
public sealed class AnyClusterTests(Cluster cluster, ITestOutputHelper output) : IAsyncLifetime
{
    private readonly Borrowed _borrowed = new(cluster);

    public Task InitializeAsync() => _borrowed.PrepareAsync();

    public Task DisposeAsync() => _borrowed.ReturnAsync();

    [Fact]
    public async Task Every_sample_is_accepted_by_the_API_server()
    {
        var samples = Directory.GetFiles(Repository.At("config", "samples"), "*.yaml");
        samples.Length.ShouldBeGreaterThan(1);
        foreach (var sample in samples)
            (await _borrowed.ApplyAsync(await File.ReadAllTextAsync(sample), "--dry-run=server")).OrThrow();
    }

    [Fact]
    public async Task A_sample_that_was_applied_by_server_side_apply_is_no_difference_to_what_the_API_server_made_of_it()
    {
        foreach (var sample in Directory.GetFiles(Repository.At("config", "samples"), "*.yaml"))
        {
            var yaml = await File.ReadAllTextAsync(sample);
            (await _borrowed.ApplyAsync(yaml, "--server-side", "--field-manager=argocd-controller")).OrThrow();
            // 0: there is none
            var difference = await _borrowed.DiffAsync(yaml, "--server-side", "--field-manager=argocd-controller");
            (difference.ExitCode, difference.Output).ShouldBe((0, ""), $"{sample}: {difference.Error}");
            (await cluster.Kubectl("-n", _borrowed.Namespace, "delete", "exb", "--all")).OrThrow();
        }
    }

    [Fact]
    public async Task The_installation_is_accepted_by_the_API_server()
    {
        var manifests = (await cluster.Kubectl("kustomize", Repository.At("config", "default"))).OrThrow();

        // kubectl 1.20 does not know the rules in the definitions, and takes them for a mistake
        (await _borrowed.ApplyAsync(manifests, "--dry-run=server", "--validate=false")).OrThrow();
    }

    [Theory]
    [InlineData("priority: 100\n", "priority: 300\n", "spec.datacenters")]
    [InlineData("protocol: SMTP", "protocol: GOPHER", "spec.services")]
    [InlineData("interval: 1s,", "interval: soon,", "spec.healthCheck.interval")]
    public async Task What_the_schema_forbids_is_refused_at_once(string from, string to, string field)
    {
        var result = await _borrowed.ApplyAsync(Mail.Change(Mail.Recipe, from, to));

        result.Succeeded.ShouldBeFalse();
        result.Error.ShouldContain(field);
    }

    [Fact]
    public async Task The_operator_makes_a_balancers_objects_refuses_a_mistake_and_leaves_nothing_behind()
    {
        // a label that no node of a stranger's cluster carries: no pod is to start there
        var mail = Mail.Recipe.Replace("topology.kubernetes.io/zone:", "exchange-ha.io/no-such-node:", StringComparison.Ordinal);
        await using var program = _borrowed.StartOperator(output);
        (await _borrowed.ApplyAsync(mail)).OrThrow();
        await cluster.Eventually(async () => (await _borrowed.NamesAsync("daemonsets")).Length.ShouldBe(4), "haproxy and keepalived of both datacenters have a DaemonSet");
        await cluster.Eventually(async () => (await _borrowed.ConditionAsync("Accepted")).ShouldStartWith("True "), "the resource is accepted");

        // a mistake that no rule in the definition finds, in whatever version the cluster has
        (await _borrowed.ApplyAsync(Mail.Change(mail, "{name: exch3,", "{name: exch1,"))).OrThrow();
        await cluster.Eventually(async () => (await _borrowed.ConditionAsync("Accepted")).ShouldStartWith("False "), "the mistake is refused");
        (await _borrowed.ConditionAsync("Accepted")).ShouldContain("spec.datacenters[1].backends[0].name");
        (await _borrowed.NamesAsync("daemonsets")).Length.ShouldBe(4);

        (await cluster.Kubectl("-n", _borrowed.Namespace, "delete", "exb", "mail", "--wait=true", "--timeout=60s")).OrThrow();
        await cluster.Eventually(async () => (await _borrowed.NamesAsync("daemonsets,secrets,roles,rolebindings,serviceaccounts,exbn", "exchange-ha.io/balancer=mail")).ShouldBeEmpty(), "its objects are gone");
    }
}
