using System.Text.Json.Nodes;
using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>
/// Somebody else applies the balancer by server-side apply, again and again and without force, as Argo CD and Flux do, and marks it and what the operator made of it. Neither takes anything from the other, and when all
/// is said nobody writes any more.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class ServerSideApplyTests(Cluster cluster) : IAsyncLifetime
{
    private const string Manager = "argocd-controller";
    private const string Operator = "exchange-ha-operator";
    private const string Children = "exbn,daemonsets,secrets,serviceaccounts,roles,rolebindings";
    private const string Label = "app.kubernetes.io/instance";
    private const string Value = "post-office";
    private const string Annotation = "argocd.argoproj.io/tracking-id";
    private const int Times = 5;

    // everything that the operator makes has it
    private const string LabelOfTheOperator = "app.kubernetes.io/name";

    private static readonly string Balancer = Mail.Change(
        Mail.Quick.Split("\n---\n", 2)[0] + "\n",
        "metadata: {name: mail, namespace: exchange}",
        $"metadata: {{name: mail, namespace: exchange, labels: {{{Label}: {Value}}}, annotations: {{{Annotation}: ExchangeBalancer/mail}}}}");

    private static readonly string Secrets = Mail.Quick.Split("\n---\n", 2)[1];

    private readonly Mail _mail = new(cluster);

    public async Task InitializeAsync()
    {
        await _mail.InstallAsync();
        // no other manager has ever had a field of it
        await _mail.DeleteAsync("mail");
        await _mail.ApplyAsync(Secrets);
        await ApplyAsync(Balancer);
        await _mail.IsServingAsync("dc1");
    }

    public Task DisposeAsync() => _mail.DeleteAsync("mail");

    [Fact]
    public async Task Who_applies_the_balancer_and_marks_its_objects_and_the_operator_leave_each_other_alone()
    {
        var children = await ChildrenAsync();
        children.Select(child => (string)child["kind"]!).Distinct(StringComparer.Ordinal)
            .ShouldBe(["BalancerNode", "DaemonSet", "Secret", "ServiceAccount", "Role", "RoleBinding"], ignoreOrder: true);
        var marked = string.Join("---\n", children.Select(Mark));
        await ApplyAsync(marked);
        await IsQuietAsync();
        await AgainAndAgainAsync(Balancer, marked);

        // the operator writes every object, since somebody has changed what is its own
        (await cluster.Kubectl("-n", "exchange", "label", Children, "-l", "exchange-ha.io/balancer=mail", "--overwrite", $"{LabelOfTheOperator}=somebody-elses")).OrThrow();
        await cluster.Eventually(async () => (await ChildrenAsync()).ShouldAllBe(child => LabelOf(child, LabelOfTheOperator) == "exchange-ha"), "every object is as the operator wishes it");
        // and the other manager changes the balancer: a server goes, so that a field of its own leaves with it
        await ApplyAsync(Mail.Change(Balancer, "    - {name: exch4, host: exch4.domain.com}\n", ""));
        await cluster.Eventually(async () => (await _mail.RowAsync()).Backends.ShouldBe("3/3"), "the change is in effect");
        await ApplyAsync(Balancer);
        await _mail.IsServingAsync("dc1");

        foreach (var entry in (await ChildrenAsync()).Append(await BalancerAsync()))
        {
            LabelOf(entry, Label).ShouldBe(Value, $"of {NameOf(entry)}");
            ((string?)entry["metadata"]!["annotations"]?[Annotation]).ShouldBe(NameOf(entry), $"of {NameOf(entry)}");
        }

        await IsQuietAsync();
        await AgainAndAgainAsync(Balancer, marked);
        await OperatorOwnsTheStatusAloneAsync();
        await IsNoDifferenceAsync();
    }

    /// <summary>Each takes what is there for what it wishes: no object has another version or generation afterwards, and the operator has not even sent what changes nothing.</summary>
    private async Task AgainAndAgainAsync(params string[] manifests)
    {
        var (versions, writes) = (await VersionsAsync(), cluster.WritesOf(Operator));
        for (var i = 0; i < Times; i++)
        {
            foreach (var manifest in manifests)
                await ApplyAsync(manifest);
            await _mail.IsServingAsync("dc1");
            // longer than the operator takes to answer a change (docs/benchmarks.md)
            await Task.Delay(TimeSpan.FromSeconds(2));
            (await VersionsAsync()).ShouldBe(versions, $"after {i + 1} times");
        }

        cluster.WritesOf(Operator).ShouldBe(writes);
    }

    /// <summary>Nothing was written for some seconds.</summary>
    private async Task IsQuietAsync()
    {
        IReadOnlyList<string> versions = [];
        var writes = 0;
        await cluster.Eventually(
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(3));
                var (before, sent) = (versions, writes);
                (versions, writes) = (await VersionsAsync(), cluster.WritesOf(Operator));
                versions.ShouldBe(before);
                writes.ShouldBe(sent);
            },
            "nobody writes any more");
    }

    /// <summary>Neither what the API server has filled in nor the status makes the balancer look changed to who applies it.</summary>
    private async Task IsNoDifferenceAsync()
    {
        var live = await BalancerAsync();
        var again = JsonNode.Parse((await ServerSideApplyAsync(Balancer, "--dry-run=server", "-o", "json")).OrThrow())!;

        // what is written in no file
        ((int?)live["spec"]!["vip"]!["downAfterAdvertisements"]).ShouldBe(3);
        JsonNode.DeepEquals(again["spec"], live["spec"]).ShouldBeTrue($"{again["spec"]} is not {live["spec"]}");
        // 0: there is none
        var difference = await cluster.KubectlWithInput(Balancer, "diff", "--server-side", "--field-manager", Manager, "-f", "-");
        (difference.ExitCode, difference.Output).ShouldBe((0, ""), difference.Error);
    }

    private async Task OperatorOwnsTheStatusAloneAsync()
    {
        foreach (var entry in (await BalancerAsync())["metadata"]!["managedFields"]!.AsArray())
        {
            var manager = (string)entry!["manager"]!;
            var fields = entry["fieldsV1"]!.AsObject().Select(field => field.Key);
            fields.ShouldBe(manager == Manager ? ["f:metadata", "f:spec"] : ["f:status"], ignoreOrder: true, $"of {manager}");
        }
    }

    private async Task ApplyAsync(string yaml) => (await ServerSideApplyAsync(yaml)).OrThrow();

    /// <summary>Without force: a field that somebody else has, with another value, is a conflict and fails.</summary>
    private Task<CommandResult> ServerSideApplyAsync(string yaml, params string[] options) =>
        // the marked objects are no whole ones
        cluster.KubectlWithInput(yaml, ["apply", "--server-side", "--field-manager", Manager, "--validate=false", .. options, "-f", "-"]);

    /// <summary>A manifest that holds nothing but a label and an annotation of who applies it.</summary>
    private static string Mark(JsonNode entry) =>
        $$"""
        apiVersion: {{entry["apiVersion"]}}
        kind: {{entry["kind"]}}
        metadata:
          name: {{entry["metadata"]!["name"]}}
          namespace: exchange
          labels: { {{Label}}: {{Value}} }
          annotations: { {{Annotation}}: {{NameOf(entry)}} }

        """;

    private static string NameOf(JsonNode entry) => $"{entry["kind"]}/{entry["metadata"]!["name"]}";

    private static string? LabelOf(JsonNode entry, string label) => (string?)entry["metadata"]!["labels"]?[label];

    // with managedFields, which newer versions of kubectl leave out unless told otherwise, by a flag that older ones do not know
    private async Task<JsonNode> BalancerAsync() => JsonNode.Parse((await cluster.Kubectl("get", "--raw", "/apis/exchange-ha.io/v1alpha1/namespaces/exchange/exchangebalancers/mail")).OrThrow())!;

    private async Task<IReadOnlyList<JsonNode>> ChildrenAsync() =>
        [.. JsonNode.Parse((await cluster.Kubectl("-n", "exchange", "get", Children, "-l", "exchange-ha.io/balancer=mail", "-o", "json")).OrThrow())!["items"]!.AsArray().Select(child => child!)];

    /// <summary>The balancer and its objects, each with its version and generation: another version means that something was written.</summary>
    private async Task<IReadOnlyList<string>> VersionsAsync() =>
        [.. (await ChildrenAsync()).Append(await BalancerAsync()).Select(entry => $"{NameOf(entry)} {entry["metadata"]!["resourceVersion"]} {entry["metadata"]!["generation"]}")];
}
