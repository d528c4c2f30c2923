using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>Changes arrive without a pod replaced, an address moved or a request failed; mistakes are refused and change nothing.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ChangeTests(Cluster cluster) : IAsyncLifetime
{
    private readonly Mail _mail = new(cluster);

    public Task InitializeAsync() => _mail.ServesAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_server_added_serves_without_a_pod_replaced_or_a_request_failed()
    {
        var pods = await _mail.PodsAsync();
        await using var client = await cluster.StartClient("dc1", keep: 10);
        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "    - {name: exch2, host: exch2.domain.com}\n", ""));
        await cluster.Eventually(async () => (await _mail.RowAsync()).Backends.ShouldBe("3/3"), "one server is taken out");
        await _mail.ApplyAsync(Mail.Quick);
        await _mail.IsServingAsync("dc1");
        await cluster.Eventually(async () => (await cluster.Get("dc1")).ShouldBe("exch2"), "the server that was added serves");
        var summary = await client.StopAsync();

        summary.Failed.ShouldBe(0, summary.ToString());
        summary.KeptBroken.ShouldBeEmpty(summary.ToString());
        (await _mail.PodsAsync()).ShouldBe(pods);
    }

    [Fact]
    public async Task A_password_rotated_arrives_by_itself_and_the_address_stays()
    {
        var holder = await _mail.HolderNodeAsync();
        var before = await RevisionsAsync();
        await using var client = await cluster.StartClient("dc2");
        await SetPasswordAsync("rotated1");
        try
        {
            await cluster.Eventually(async () => (await RevisionsAsync()).Zip(before).ShouldAllBe(pair => pair.First.Length > 0 && pair.First != pair.Second), "every node runs the new password");
            await _mail.IsServingAsync("dc1");
            (await _mail.HolderNodeAsync()).ShouldBe(holder);
        }
        finally
        {
            await SetPasswordAsync("superpas");
        }

        await cluster.Eventually(async () => (await RevisionsAsync()).ShouldBe(before), "the old password is back");
        var summary = await client.StopAsync();
        summary.Failed.ShouldBe(0, summary.ToString());
    }

    [Fact]
    public async Task A_broken_resource_is_refused_by_field_and_the_old_configuration_serves()
    {
        var before = await _mail.NodeRowsAsync();
        await using var client = await cluster.StartClient("dc1");
        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "priority: 100\n", "priority: 101\n"));
        await cluster.Eventually(async () => (await _mail.ConditionAsync("Accepted")).Status.ShouldBe("False"), "the resource is refused");

        (await _mail.ConditionAsync("Accepted")).Message.ShouldContain("spec.datacenters[1].priority");
        (await _mail.ConditionAsync("Stalled")).Status.ShouldBe("True");
        (await _mail.ConditionAsync("Ready")).Status.ShouldBe("False");
        (await cluster.Get("dc2")).ShouldBeOneOf("exch1", "exch2");
        (await _mail.NodeRowsAsync()).Select(row => row[5]).ShouldBe(before.Select(row => row[5]));

        await _mail.ApplyAsync(Mail.Quick);
        await _mail.IsServingAsync("dc1");
        (await _mail.ConditionAsync("Stalled")).Status.ShouldBeEmpty();
        var summary = await client.StopAsync();
        summary.Failed.ShouldBe(0, summary.ToString());
    }

    [Fact]
    public async Task A_missing_Secret_is_named()
    {
        await _mail.ApplyAsync(Mail.Change(Mail.Quick, "{name: mail-stats, key: password}", "{name: mail-missing, key: password}"));
        await cluster.Eventually(async () => (await _mail.ConditionAsync("Accepted")).Message.ShouldContain("mail-missing"), "the missing Secret is named");
        (await cluster.Get("dc1")).ShouldBeOneOf("exch1", "exch2");

        await _mail.ServesAsync();
    }

    private async Task<string[]> RevisionsAsync() =>
        (await cluster.Kubectl("-n", "exchange", "get", "exbn", "-o", "jsonpath={range .items[*]}{.status.vrrp.revision},{end}")).OrThrow().Split(',', StringSplitOptions.RemoveEmptyEntries);

    private async Task SetPasswordAsync(string password) =>
        (await cluster.Kubectl("-n", "exchange", "patch", "secret", "mail-vrrp", "-p", $"{{\"stringData\":{{\"password\":\"{password}\"}}}}")).OrThrow();
}
