using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Tests.Applying;

public sealed class ManifestApplierTests : IDisposable
{
    private readonly Cluster _cluster = Cluster.WithRecipe();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Objects_are_made_before_those_that_need_them()
    {
        await ApplyAsync(Cluster.Rollout());
        _cluster.Client.Writes.Select(write => write.Kind).Distinct().ShouldBe(["BalancerNode", "Secret", "ServiceAccount", "Role", "RoleBinding", "DaemonSet"]);
        _cluster.Client.Writes.Count.ShouldBe(2 + (5 * 4));
    }

    [Fact]
    public async Task What_is_no_longer_wished_for_is_deleted_users_before_what_they_use()
    {
        await ApplyAsync(Cluster.Rollout());
        var wished = await _cluster.WishedAsync();
        _cluster.Client.Writes.Clear();
        await ApplyAsync(Cluster.Rollout(), new ManifestSet
        {
            DaemonSets = wished.DaemonSets[2..],
            Secrets = wished.Secrets[2..],
            ServiceAccounts = wished.ServiceAccounts[2..],
            Roles = wished.Roles[2..],
            RoleBindings = wished.RoleBindings[2..],
            BalancerNodes = wished.BalancerNodes[1..],
        });
        string[] daemons = ["mail-dc1-haproxy", "mail-dc1-keepalived"];
        string[] kinds = ["DaemonSet", "RoleBinding", "Role", "ServiceAccount", "Secret"];
        _cluster.Client.Writes.ShouldBe([.. kinds.SelectMany(kind => daemons.Select(name => new Write("delete", kind, name))), new Write("delete", "BalancerNode", "mail-node-a")]);
    }

    [Fact]
    public async Task Only_what_this_very_balancer_owns_is_deleted()
    {
        var labels = Labels.OfDaemon(new Daemon(Cluster.Namespace, Cluster.Balancer, "old", Names.Haproxy));
        V1OwnerReference[][] owners = [[], [Owner("uid of another", true)], [Owner(_cluster.Uid, null)]];
        foreach (var (owner, index) in owners.Select((owner, index) => (owner, index)))
            _cluster.Client.Set(new V1Secret { Metadata = new V1ObjectMeta { Name = $"old-{index}", Namespace = Cluster.Namespace, Labels = labels, OwnerReferences = [.. owner] } });
        _cluster.Client.Set(new V1Secret { Metadata = new V1ObjectMeta { Name = "own", Namespace = Cluster.Namespace, OwnerReferences = [Owner(_cluster.Uid, true)] } });

        await ApplyAsync(Cluster.Rollout());
        _cluster.Client.Writes.Where(write => write.Verb == "delete").ShouldBe([new Write("delete", "Secret", "own")]);
    }

    [Fact]
    public async Task What_is_being_deleted_is_not_deleted_again()
    {
        _cluster.Client.Set(new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = "own", Namespace = Cluster.Namespace, OwnerReferences = [Owner(_cluster.Uid, true)], DeletionTimestamp = DateTime.UnixEpoch },
        });
        await ApplyAsync(Cluster.Rollout());
        _cluster.Client.Writes.ShouldNotContain(write => write.Verb == "delete");
    }

    [Fact]
    public async Task An_object_of_somebody_else_is_left_alone()
    {
        var foreign = _cluster.Client.Set(new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = "mail-dc1-haproxy", Namespace = Cluster.Namespace },
            Data = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["theirs"] = [1] },
        });
        var exception = await Should.ThrowAsync<ForeignObjectException>(() => ApplyAsync(Cluster.Rollout()));
        exception.Message.ShouldContain("Secret exchange/mail-dc1-haproxy");
        _cluster.Client.Find<V1Secret>("mail-dc1-haproxy")!.Metadata.ResourceVersion.ShouldBe(foreign.Metadata.ResourceVersion);
        _cluster.Client.Writes.ShouldNotContain(write => write.Kind == "Secret");
    }

    [Fact]
    public async Task While_the_watches_are_open_what_they_do_not_show_is_made_without_asking()
    {
        _cluster.Watch(open: true);
        await ApplyAsync(Cluster.Rollout());
        _cluster.Client.Gets.ShouldBeEmpty();
        _cluster.Client.Writes.Count.ShouldBe(2 + (5 * 4));
    }

    [Fact]
    public async Task What_was_made_and_is_not_in_the_cache_yet_is_not_made_again()
    {
        _cluster.Watch(open: true);
        var (first, second) = (await _cluster.WishedAsync(), await _cluster.WishedAsync());
        await _cluster.ApplyAsync(first, Cluster.Rollout());
        _cluster.Client.Writes.Clear();
        await _cluster.ApplyAsync(second, Cluster.Rollout());
        _cluster.Client.Writes.ShouldBeEmpty();
        _cluster.Client.Gets.Count.ShouldBe(2 + (5 * 4));
    }

    [Fact]
    public async Task A_balancer_made_anew_is_a_new_one()
    {
        _cluster.Watch(open: true);
        await ApplyAsync(Cluster.Rollout());
        _cluster.Manifests.Forget(Cluster.Key);
        foreach (var set in _cluster.Client.All<V1DaemonSet>())
            _cluster.Client.Remove<V1DaemonSet>(set.Metadata.Name!);
        await ApplyAsync(Cluster.Rollout());
        _cluster.Client.Gets.ShouldBeEmpty();
        _cluster.Client.Find<V1DaemonSet>("mail-dc1-haproxy").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_object_of_somebody_else_that_came_while_the_watch_was_down_is_left_alone()
    {
        var wished = await _cluster.WishedAsync();
        _cluster.Watch(open: true);
        _cluster.Watch(open: false);
        var foreign = _cluster.Client.Set(new V1DaemonSet { Metadata = new V1ObjectMeta { Name = "mail-dc1-haproxy", Namespace = Cluster.Namespace } });
        var exception = await Should.ThrowAsync<ForeignObjectException>(() => _cluster.ApplyAsync(wished, Cluster.Rollout()));
        exception.Message.ShouldContain("DaemonSet exchange/mail-dc1-haproxy");
        _cluster.Client.Find<V1DaemonSet>("mail-dc1-haproxy")!.Metadata.ResourceVersion.ShouldBe(foreign.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task An_object_of_another_balancer_of_that_name_is_left_alone()
    {
        _cluster.Client.Set(new V1DaemonSet
        {
            Metadata = new V1ObjectMeta
            {
                Name = "mail-dc2-haproxy",
                Namespace = Cluster.Namespace,
                Labels = Labels.OfDaemon(new Daemon(Cluster.Namespace, Cluster.Balancer, "dc2", Names.Haproxy)),
                OwnerReferences = [Owner("uid of a deleted one", true)],
            },
        });
        await Should.ThrowAsync<ForeignObjectException>(() => ApplyAsync(Cluster.Rollout()));
        _cluster.Client.Writes.ShouldNotContain(new Write("apply", "DaemonSet", "mail-dc2-haproxy"));
    }

    [Fact]
    public async Task A_held_back_haproxy_configuration_is_neither_written_nor_deleted()
    {
        await ApplyAsync(Cluster.Rollout());
        foreach (var name in new[] { "mail-dc1-haproxy", "mail-dc1-keepalived", "mail-dc2-haproxy" })
            _cluster.Client.Edit<V1Secret>(name, secret => secret.Data![secret.Data.Keys.First()] = [1]);
        _cluster.Client.Writes.Clear();
        await ApplyAsync(Cluster.Rollout("dc1"));
        _cluster.Client.Writes.ShouldBe([new Write("apply", "Secret", "mail-dc1-keepalived"), new Write("apply", "Secret", "mail-dc2-haproxy")]);
        _cluster.Client.Find<V1Secret>("mail-dc1-haproxy")!.Data!["haproxy.cfg"].ShouldBe([1]);
    }

    [Fact]
    public async Task A_first_haproxy_configuration_is_never_held_back()
    {
        await ApplyAsync(Cluster.Rollout("dc1", "dc2"));
        _cluster.Client.Find<V1Secret>("mail-dc1-haproxy").ShouldNotBeNull();
    }

    private async Task ApplyAsync(RolloutState rollout, ManifestSet? wished = null)
    {
        wished ??= await _cluster.WishedAsync();
        _cluster.Synchronize();
        await _cluster.ApplyAsync(wished, rollout);
    }

    private static V1OwnerReference Owner(string uid, bool? controller) => new() { Kind = "ExchangeBalancer", Name = Cluster.Balancer, Uid = uid, Controller = controller };
}
