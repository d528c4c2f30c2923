using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>The recipe's balancer on the cluster. Every test begins by asking for a state and waits for it, so tests do not depend on each other's order.</summary>
internal sealed class Mail(Cluster cluster)
{
    private const string Children = "exbn,daemonsets,secrets,serviceaccounts,roles,rolebindings,pods";

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(8);

    /// <summary>The recipe's own resource, as it stands in config/samples.</summary>
    public static string Recipe { get; } = File.ReadAllText(Repository.At("config", "samples", "recipe.yaml"));

    /// <summary>The same, but a datacenter takes the address back after 1 s instead of 30, so that tests need not wait for it.</summary>
    public static string Quick { get; } = Change(Recipe, "delay: 30s", "delay: 1s");

    public static string Change(string yaml, string from, string to) =>
        yaml.Contains(from, StringComparison.Ordinal) ? yaml.Replace(from, to, StringComparison.Ordinal) : throw new InvalidOperationException($"'{from}' does not stand in the resource");

    /// <summary>Each datacenter's pods tolerate one taint more: a change of the pods' template, which differs with each run so that the test can be run again on a cluster that stayed up.</summary>
    public static string Tolerant()
    {
        var tolerations = $"    tolerations: [{{key: exchange-ha.io/test-{Guid.NewGuid():N}, operator: Exists}}]\n    backends:\n";
        return Change(Quick, "    backends:\n", tolerations);
    }

    public async Task InstallAsync()
    {
        cluster.MustHaveLevers();
        // kubectl 1.20 does not know the rules in the definitions, and takes them for a mistake
        (await cluster.Kubectl("apply", "--validate=false", "-k", Repository.At("config", "default"))).OrThrow();
        await cluster.Eventually(
            async () => (await cluster.Kubectl("-n", "exchange", "get", "deployment", "exchange-ha-operator", "-o", "jsonpath={.status.availableReplicas}")).Output.ShouldBe("2"),
            "both replicas of the operator are available", Long);
    }

    public async Task ApplyAsync(string yaml) => (await cluster.KubectlWithInput(yaml, "apply", "-f", "-")).OrThrow();

    /// <summary>The operator runs, the recipe is applied, all is well, and the address is in dc1.</summary>
    public async Task ServesAsync(string yaml)
    {
        await InstallAsync();
        await ApplyAsync(yaml);
        await IsServingAsync("dc1");
    }

    public Task ServesAsync() => ServesAsync(Quick);

    public Task IsServingAsync(string datacenter) => cluster.Eventually(
        async () =>
        {
            var row = await RowAsync();
            row.Ready.ShouldBe("True");
            row.Holder.ShouldStartWith(datacenter + "/");
            (row.Backends, row.Nodes).ShouldBe(("4/4", "4/4"));
            (await ConditionAsync("Ready")).Reason.ShouldBe("Serving");
            (await ConditionAsync("Reconciling")).Status.ShouldBeEmpty();
            // else all this may be said of the resource before the last change
            var generations = (await cluster.Kubectl("-n", "exchange", "get", "exb", "mail", "-o", "jsonpath={.metadata.generation} {.status.observedGeneration}")).OrThrow().Split(' ');
            generations[1].ShouldBe(generations[0]);
            // as the kernel says: after an outage of the API server the status may still name the one before
            (await cluster.Holders()).ShouldHaveSingleItem().ShouldBe(row.Holder[(datacenter.Length + 1)..]);
        },
        $"all is well and {datacenter} holds the address", Long);

    /// <summary>What <c>kubectl get exchangebalancers</c> prints, by its columns.</summary>
    public async Task<BalancerRow> RowAsync(string balancer = "mail")
    {
        var cells = Cells((await cluster.Kubectl("-n", "exchange", "get", "exb", balancer, "--no-headers")).OrThrow());
        return cells.Length == 7 ? new BalancerRow(cells[1], cells[2], cells[3], cells[4], cells[5]) : new BalancerRow("", "", "", "", "");
    }

    /// <summary>What <c>kubectl get balancernodes</c> prints: a row each, by its columns.</summary>
    public async Task<string[][]> NodeRowsAsync() =>
        [.. (await cluster.Kubectl("-n", "exchange", "get", "exbn", "-l", "exchange-ha.io/balancer=mail", "--no-headers")).OrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells)];

    public async Task<Condition> ConditionAsync(string type)
    {
        var path = $"jsonpath={{range .status.conditions[?(@.type==\"{type}\")]}}{{.status}}|{{.reason}}|{{.message}}{{end}}";
        var parts = (await cluster.Kubectl("-n", "exchange", "get", "exb", "mail", "-o", path)).OrThrow().Split('|', 3);
        return parts.Length == 3 ? new Condition(parts[0], parts[1], parts[2]) : new Condition("", "", "");
    }

    public async Task<string> HolderNodeAsync() => (await RowAsync()).Holder.Split('/')[^1];

    /// <summary>Deletes a balancer and waits until nothing of it is left.</summary>
    public async Task DeleteAsync(string balancer)
    {
        (await cluster.Kubectl("-n", "exchange", "delete", "exb", balancer, "--ignore-not-found", "--wait=true", "--timeout=60s")).OrThrow();
        await cluster.Eventually(async () => (await NamesAsync($"exchange-ha.io/balancer={balancer}")).ShouldBeEmpty(), "its objects are gone", Long);
    }

    /// <summary>Kind and name of every object that the operator made and the selector finds.</summary>
    public async Task<string> NamesAsync(string selector) => (await cluster.Kubectl("-n", "exchange", "get", Children, "-l", selector, "-o", "name")).OrThrow();

    /// <summary>Name and uid of every pod of the balancer.</summary>
    public async Task<string> PodsAsync() =>
        (await cluster.Kubectl("-n", "exchange", "get", "pods", "-l", "exchange-ha.io/balancer=mail", "-o", "jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}{\"\\n\"}{end}")).OrThrow();

    public async Task<string> EventsAsync() =>
        (await cluster.Kubectl("-n", "exchange", "get", "events.v1.events.k8s.io", "-o", "jsonpath={range .items[*]}{.reason}: {.note}{\"\\n\"}{end}")).OrThrow();

    /// <summary>The identity of the operator that leads: the pod's name, an underscore, and more.</summary>
    public Task<string> LeaderAsync() => LeaseAsync("holderIdentity");

    /// <summary>A field of the operators' Lease.</summary>
    public async Task<string> LeaseAsync(string field) =>
        (await cluster.Kubectl("-n", "exchange", "get", "lease", "exchange-ha-operator", "-o", $"jsonpath={{.spec.{field}}}")).OrThrow();

    /// <summary>Waits until another leads, and names it.</summary>
    public async Task<string> AnotherLeadsAsync(string than)
    {
        var next = "";
        await cluster.Eventually(
            async () =>
            {
                next = await LeaderAsync();
                next.ShouldNotBeEmpty();
                next.ShouldNotBe(than);
            },
            "another replica leads");
        return next;
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
