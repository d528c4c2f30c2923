using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Controller.Tests.Applying;

public sealed class ObjectApplierTests
{
    private readonly InMemoryKubernetesClient _client = new();
    private readonly ObjectApplier _applier;

    public ObjectApplierTests() => _applier = new ObjectApplier(_client, NullLogger<ObjectApplier>.Instance);

    [Fact]
    public async Task What_does_not_exist_is_applied_once()
    {
        (await ApplyAsync(Wish())).ShouldBeTrue();
        (await ApplyAsync(Wish())).ShouldBeFalse();
        _client.Writes.ShouldBe([new Write("apply", "DaemonSet", "set")]);
        Live().Metadata.Annotations![Names.AppliedHash].Length.ShouldBe(16);
    }

    [Fact]
    public async Task What_the_server_and_others_added_is_left_alone()
    {
        await ApplyAsync(Wish());
        _client.Edit<V1DaemonSet>("set", set =>
        {
            set.Metadata.Annotations!["deprecated.daemonset.template.generation"] = "1";
            set.Spec!.Template!.Spec!.RestartPolicy = "Always";
            set.Status = new V1DaemonSetStatus { DesiredNumberScheduled = 1 };
        });
        (await ApplyAsync(Wish())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_hand_edit_is_undone()
    {
        await ApplyAsync(Wish());
        _client.Edit<V1DaemonSet>("set", set => set.Spec!.Template!.Spec!.HostNetwork = false);
        (await ApplyAsync(Wish())).ShouldBeTrue();
        Live().Spec!.Template!.Spec!.HostNetwork.ShouldBe(true);
    }

    [Fact]
    public async Task A_field_that_is_no_longer_wished_for_goes()
    {
        var wish = Wish();
        wish.Spec!.Template!.Spec!.NodeSelector = new Dictionary<string, string>(StringComparer.Ordinal) { ["zone"] = "dc1" };
        await ApplyAsync(wish);
        Live().Spec!.Template!.Spec!.NodeSelector.ShouldNotBeNull();

        (await ApplyAsync(Wish())).ShouldBeTrue();
        Live().Spec!.Template!.Spec!.NodeSelector.ShouldBeNull();
        (await ApplyAsync(Wish())).ShouldBeFalse();
    }

    [Fact]
    public async Task An_object_that_is_being_deleted_does_not_count_as_there()
    {
        await ApplyAsync(Wish());
        _client.Edit<V1DaemonSet>("set", set => set.Metadata.DeletionTimestamp = DateTime.UnixEpoch);
        (await ApplyAsync(Wish())).ShouldBeTrue();
    }

    [Fact]
    public async Task Only_the_very_object_that_was_seen_is_deleted()
    {
        await ApplyAsync(Wish());
        var seen = Live();
        _client.Remove<V1DaemonSet>("set");
        await ApplyAsync(Wish());
        (await Should.ThrowAsync<KubernetesException>(() => _applier.DeleteAsync(seen, "test", CancellationToken.None))).IsConflict.ShouldBeTrue();
        Live().Metadata.Uid.ShouldNotBe(seen.Metadata.Uid);

        await _applier.DeleteAsync(Live(), "test", CancellationToken.None);
        _client.Find<V1DaemonSet>("set").ShouldBeNull();
    }

    [Fact]
    public async Task What_this_process_has_made_or_found_as_wished_is_not_compared_again_until_it_changes()
    {
        var known = new ConvergedObjects();
        (await ApplyAsync(Wish(), known)).ShouldBeTrue();
        var made = Live();
        // what a comparison would find is not looked for in a version that is known
        var tampered = made with { Spec = null };
        (await _applier.ApplyAsync(Wish(), tampered, known, CancellationToken.None)).ShouldBeFalse();
        (await _applier.ApplyAsync(Wish(), tampered, new ConvergedObjects(), CancellationToken.None)).ShouldBeTrue();

        _client.Edit<V1DaemonSet>("set", set => set.Spec!.Template!.Spec!.HostNetwork = false);
        (await ApplyAsync(Wish(), known)).ShouldBeTrue();
        // a cache that is behind shows what was before
        (await _applier.ApplyAsync(Wish(), made with { Spec = null }, known, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_wish_is_compared()
    {
        var known = new ConvergedObjects();
        await ApplyAsync(Wish(), known);
        var wish = Wish();
        wish.Spec!.Template!.Spec!.HostNetwork = false;

        (await ApplyAsync(wish, known)).ShouldBeTrue();
        (await ApplyAsync(wish, known)).ShouldBeFalse();
    }

    private Task<bool> ApplyAsync(V1DaemonSet wish, ConvergedObjects? converged = null) => _applier.ApplyAsync(wish, _client.Find<V1DaemonSet>("set"), converged ?? new ConvergedObjects(), CancellationToken.None);

    private V1DaemonSet Live() => _client.Find<V1DaemonSet>("set")!;

    private static V1DaemonSet Wish() => new()
    {
        Metadata = new V1ObjectMeta { Name = "set", Namespace = Cluster.Namespace },
        Spec = new V1DaemonSetSpec { Template = new V1PodTemplateSpec { Spec = new V1PodSpec { HostNetwork = true, Containers = [new V1Container { Name = "a", Image = "i" }] } } },
    };
}
