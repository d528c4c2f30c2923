using System.Text.Json.Nodes;
using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>Each right in every Role is used, or held because the operator grants it on, and none is missing: as the API server's own audit log has it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class PermissionsTests(Cluster cluster) : IAsyncLifetime
{
    private const string Operator = "exchange-ha-operator";
    private static readonly string[] Agents = ["mail-dc1-haproxy", "mail-dc1-keepalived", "mail-dc2-haproxy", "mail-dc2-keepalived"];

    private readonly Mail _mail = new(cluster);

    public async Task InitializeAsync()
    {
        await _mail.InstallAsync();
        await _mail.DeleteAsync("mail");
        await _mail.ServesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_right_is_used_and_none_is_missing()
    {
        await ChangeAsync();
        await TellTheSameTwiceAsync();
        await DieSilentlyAsync();
        await cluster.Eventually(
            async () =>
            {
                var audit = cluster.Audit();
                var grantedOn = new HashSet<string>(StringComparer.Ordinal);
                foreach (var agent in Agents)
                {
                    var granted = await RightsAsync("role", agent, "exchange");
                    grantedOn.UnionWith(granted);
                    Check(agent, granted, audit, new HashSet<string>(StringComparer.Ordinal));
                }

                List<string> held = [.. await RightsAsync("role", Operator, "exchange"), .. await RightsAsync("role", Operator, "kube-node-lease"), .. await RightsAsync("clusterrole", Operator, null)];
                Check(Operator, held, audit, grantedOn);
            },
            "every right was used");
    }

    private static void Check(string account, IReadOnlyCollection<string> granted, AuditLog audit, IReadOnlySet<string> grantedOn)
    {
        audit.Refused[account].Except(granted, StringComparer.Ordinal).ShouldBeEmpty($"{account} was refused what its Role lacks");
        granted.Except(audit.Used[account], StringComparer.Ordinal).Except(grantedOn, StringComparer.Ordinal).ShouldBeEmpty($"{account} holds what it never used");
    }

    /// <summary>Objects are pruned, a node leaves and comes back, and a pod is replaced.</summary>
    private async Task ChangeAsync()
    {
        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "nodeSelector: {topology.kubernetes.io/zone: dc2}", "nodeSelector: {kubernetes.io/hostname: node-c}"));
        await cluster.Eventually(async () => (await _mail.NodeRowsAsync()).Select(row => row[0]).ShouldNotContain("mail-node-d"), "the node has left");
        await _mail.ServesAsync();
        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "- name: dc2", "- name: south"));
        await cluster.Eventually(async () => (await _mail.NamesAsync("exchange-ha.io/datacenter=dc2")).ShouldBeEmpty(), "nothing of dc2 is left");
        await _mail.ServesAsync();
        await _mail.ApplyAsync(Mail.Tolerant());
        await cluster.Eventually(() =>
        {
            cluster.Audit().Used[Operator].ShouldContain(AuditLog.Right("exchange", "delete", "", "pods"));
            return Task.CompletedTask;
        }, "a pod of the old template is deleted");
        await _mail.ServesAsync();
    }

    /// <summary>What one leader has told comes again, and what the next leader tells was told before.</summary>
    private async Task TellTheSameTwiceAsync()
    {
        await ServerDiesAsync();
        await ServerDiesAsync();
        var leader = await _mail.LeaderAsync();
        (await cluster.Kubectl("-n", "exchange", "delete", "pod", leader.Split('_')[0], "--grace-period=0", "--force")).OrThrow();
        await _mail.AnotherLeadsAsync(leader);
        await ServerDiesAsync();
    }

    private async Task ServerDiesAsync()
    {
        await cluster.Levers.KillServerAsync("exch1");
        try
        {
            await cluster.Eventually(async () => (await _mail.RowAsync()).Backends.ShouldBe("3/4"), "the server is seen down");
        }
        finally
        {
            await cluster.Levers.StartServerAsync("exch1");
        }

        await _mail.IsServingAsync("dc1");
    }

    /// <summary>A node that claims the address and says no more: its Lease is looked at.</summary>
    private async Task DieSilentlyAsync()
    {
        var holder = await _mail.HolderNodeAsync();
        await cluster.Levers.CrashAsync(holder);
        try
        {
            await cluster.Eventually(async () => (await _mail.HolderNodeAsync()).ShouldNotBe(holder), "the status names another holder");
        }
        finally
        {
            await cluster.Levers.ReviveAsync(holder);
        }

        await _mail.IsServingAsync("dc1");
    }

    /// <summary>Everything that a Role grants.</summary>
    private async Task<List<string>> RightsAsync(string kind, string name, string? @namespace)
    {
        string[] where = @namespace is null ? [] : ["-n", @namespace];
        var role = JsonNode.Parse((await cluster.Kubectl([.. where, "get", kind, name, "-o", "json"])).OrThrow())!;
        return [.. role["rules"]!.AsArray().SelectMany(rule =>
            from @group in Texts(rule!, "apiGroups")
            from resource in Texts(rule!, "resources")
            from verb in Texts(rule!, "verbs")
            select AuditLog.Right(@namespace, verb, @group, resource))];

        static IEnumerable<string> Texts(JsonNode rule, string field) => rule[field]!.AsArray().Select(text => (string)text!);
    }
}
