using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests.Caching;

public sealed class ResourceStoreTests
{
    private readonly ResourceStore<V1ConfigMap> _store = new();

    [Fact]
    public void Objects_are_found_by_key_and_listed_in_order()
    {
        _store.Set(Sample.ConfigMap("b", @namespace: "y")).ShouldBeNull();
        _store.Set(Sample.ConfigMap("b"));
        _store.Set(Sample.ConfigMap("a"));
        _store.Set(Sample.ConfigMap("a", "2"))!.Metadata.ResourceVersion.ShouldBe("1");
        _store.Count.ShouldBe(3);
        _store.Get(new NamespacedName("ns", "a"))!.Metadata.ResourceVersion.ShouldBe("2");
        _store.TryGet(new NamespacedName("ns", "c"), out _).ShouldBeFalse();
        _store.List().Select(item => NamespacedName.Of(item).ToString()).ShouldBe(["ns/a", "ns/b", "y/b"]);
        _store.List("y").ShouldHaveSingleItem();
    }

    [Fact]
    public void Indexes_follow_changes_and_deletions()
    {
        _store.Set(Sample.ConfigMap("early", value: "red"));
        _store.AddIndex("color", item => item.Data?.Values ?? []);
        _store.Set(Sample.ConfigMap("a", value: "red"));
        Names("red").ShouldBe(["a", "early"]);
        _store.Set(Sample.ConfigMap("a", value: "blue"));
        Names("red").ShouldBe(["early"]);
        Names("blue").ShouldBe(["a"]);
        _store.Remove(new NamespacedName("ns", "a")).ShouldNotBeNull();
        Names("blue").ShouldBeEmpty();
        _store.Replace([Sample.ConfigMap("c", value: "blue")]);
        Names("red").ShouldBeEmpty();
        Names("blue").ShouldBe(["c"]);
    }

    [Fact]
    public void Replace_tells_what_was_added_changed_and_deleted_and_keeps_what_could_not_be_read()
    {
        _store.Set(Sample.ConfigMap("changed"));
        _store.Set(Sample.ConfigMap("deleted"));
        _store.Set(Sample.ConfigMap("unreadable"));
        var changes = _store.Replace([Sample.ConfigMap("changed", "2"), Sample.ConfigMap("added")], [new NamespacedName("ns", "unreadable"), new NamespacedName("ns", "unknown")]);
        changes.Select(change => (change.Old?.Metadata.Name, change.New?.Metadata.Name)).ShouldBe([("changed", "changed"), (null, "added"), ("deleted", null)], ignoreOrder: true);
        _store.List().Select(item => item.Metadata.Name).ShouldBe(["added", "changed", "unreadable"]);
    }

    private IEnumerable<string?> Names(string color) => _store.ByIndex("color", color).Select(item => item.Metadata.Name);
}
