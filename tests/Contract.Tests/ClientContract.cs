using System.Text;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Contract.Tests.Infrastructure;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Contract.Tests;

/// <summary>The project's own client understands the server.</summary>
public abstract class ClientContract(ApiServer server) : ServerContract(server)
{
    [Fact]
    public async Task Every_verb_does_what_it_says()
    {
        using var client = Connect();
        var created = await client.CreateAsync(ConfigMap("a", "1"), CancellationToken.None);
        (await Should.ThrowAsync<KubernetesException>(() => client.CreateAsync(ConfigMap("a", "1"), CancellationToken.None))).IsConflict.ShouldBeTrue();
        var replaced = await client.ReplaceAsync(created with { Data = new Dictionary<string, string> { ["x"] = "2" } }, CancellationToken.None);
        (await Should.ThrowAsync<KubernetesException>(() => client.ReplaceAsync(created, CancellationToken.None))).IsConflict.ShouldBeTrue();
        var patched = await client.PatchAsync<V1ConfigMap>("a", Api.Namespace, Encoding.UTF8.GetBytes("""{"data":{"y":"3"}}"""), CancellationToken.None);
        patched.Data.ShouldBe(new Dictionary<string, string> { ["x"] = "2", ["y"] = "3" }, ignoreOrder: true);
        var applied = await client.ApplyAsync(ConfigMap("a", "4"), "one", CancellationToken.None);
        applied.Data!["x"].ShouldBe("4");
        (await client.GetAsync<V1ConfigMap>("a", Api.Namespace, CancellationToken.None))!.Metadata.ResourceVersion.ShouldBe(applied.Metadata.ResourceVersion);
        (await Should.ThrowAsync<KubernetesException>(() => client.DeleteAsync<V1ConfigMap>("a", Api.Namespace, new DeleteOptions { PreconditionUid = "other" }, CancellationToken.None))).IsConflict.ShouldBeTrue();
        await client.DeleteAsync<V1ConfigMap>("a", Api.Namespace, new DeleteOptions { PreconditionUid = created.Metadata.Uid }, CancellationToken.None);
        (await client.GetAsync<V1ConfigMap>("a", Api.Namespace, CancellationToken.None)).ShouldBeNull();
        await client.DeleteAsync<V1ConfigMap>("a", Api.Namespace, null, CancellationToken.None);
        replaced.Metadata.Uid.ShouldBe(created.Metadata.Uid);
    }

    [Fact]
    public async Task A_custom_resource_and_its_status_are_applied()
    {
        using var client = Connect();
        var report = new BalancerNode
        {
            Metadata = new V1ObjectMeta { Name = "node-a", Namespace = Api.Namespace },
            Spec = new BalancerNodeSpec { Balancer = "mail", Datacenter = "dc1", Node = "node-a" },
        };
        await client.ApplyAsync(report, "operator", CancellationToken.None);
        report.Status = new BalancerNodeStatus { Vrrp = new VrrpReport { Pod = "p", State = VrrpState.MASTER } };
        var reported = await client.ApplyStatusAsync(report, "agent", CancellationToken.None);
        reported.Status!.Vrrp!.State.ShouldBe(VrrpState.MASTER);
        reported.Spec.Node.ShouldBe("node-a");
    }

    [Fact]
    public async Task Characters_beyond_the_basic_plane_survive_an_apply()
    {
        using var client = Connect();
        (await client.ApplyAsync(ConfigMap("a", "\U0001F4EC\u2028\"\\"), "one", CancellationToken.None)).Data!["x"].ShouldBe("\U0001F4EC\u2028\"\\");
    }

    [Fact]
    public async Task A_list_comes_page_by_page()
    {
        using var client = Connect();
        foreach (var name in new[] { "a", "b", "c" })
            await NodeReportAsync(name);
        var first = await client.ListAsync<BalancerNode>(Api.Namespace, new ListOptions { Limit = 2 }, CancellationToken.None);
        first.Items.Select(item => item.Metadata.Name).ShouldBe(["a", "b"]);
        var second = await client.ListAsync<BalancerNode>(Api.Namespace, new ListOptions { Limit = 2, Continue = first.Metadata.Continue }, CancellationToken.None);
        second.Items.Select(item => item.Metadata.Name).ShouldBe(["c"]);
        second.Metadata.ResourceVersion.ShouldBe(first.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_forgotten_version_is_gone()
    {
        using var client = Connect();
        await NodeReportAsync("a");
        var exception = await Should.ThrowAsync<KubernetesException>(async () =>
        {
            await foreach (var _ in client.WatchAsync<BalancerNode>(Api.Namespace, new WatchOptions { ResourceVersion = "1" }, CancellationToken.None))
            {
            }
        });
        exception.IsGone.ShouldBeTrue();
    }

    [Fact]
    public async Task An_informer_follows_what_happens()
    {
        using var client = Connect();
        using var stop = new CancellationTokenSource();
        await NodeReportAsync("a");
        await NodeReportAsync("b");
        var informer = new Informer<BalancerNode>(client, new InformerOptions { Namespace = Api.Namespace, PageSize = 1 }, NullLogger<Informer<BalancerNode>>.Instance);
        var running = informer.RunAsync(stop.Token);
        await informer.Synced;
        Names().ShouldBe(["a", "b"]);
        await Api.DeleteAsync("balancernodes", "a");
        await NodeReportAsync("c");
        await Eventually.TrueAsync(() => Task.FromResult(Names().SequenceEqual(["b", "c"])), "the store has what the server has");
        await stop.CancelAsync();
        await running;

        IEnumerable<string> Names() => informer.Store.List().Select(item => item.Metadata.Name!);
    }

    private KubernetesClient Connect() => new(Server.Configuration, [BalancingJsonContext.Default], NullLogger<KubernetesClient>.Instance);

    private V1ConfigMap ConfigMap(string name, string value) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Namespace = Api.Namespace },
        Data = new Dictionary<string, string> { ["x"] = value },
    };
}
