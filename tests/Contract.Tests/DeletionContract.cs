using ExchangeHA.Contract.Tests.Infrastructure;

namespace ExchangeHA.Contract.Tests;

/// <summary>Objects go: at once, when their finalizers let them, and with their owners.</summary>
public abstract class DeletionContract(ApiServer server) : ServerContract(server)
{
    [Fact]
    public async Task What_is_deleted_is_gone_at_once()
    {
        var created = await ConfigMapAsync("a");
        var answer = (await Api.DeleteAsync("configmaps", "a")).ShouldSucceed();
        answer["status"].ShouldBe("Success");
        answer["details.uid"].ShouldBe(created["metadata.uid"]);
        (await Api.GetAsync("configmaps", "a")).ShouldBeRefused(404, "NotFound");
        (await Api.DeleteAsync("configmaps", "a")).ShouldBeRefused(404, "NotFound");
    }

    [Fact]
    public async Task An_object_made_anew_has_another_uid()
    {
        var first = await ConfigMapAsync("a");
        await Api.DeleteAsync("configmaps", "a");
        (await ConfigMapAsync("a"))["metadata.uid"].ShouldNotBe(first["metadata.uid"]);
    }

    [Fact]
    public async Task A_deletion_may_demand_a_uid_and_a_version()
    {
        var created = await ConfigMapAsync("a");
        (await Api.DeleteAsync("configmaps", "a", """{"preconditions":{"uid":"00000000-0000-0000-0000-000000000000"}}""")).ShouldBeRefused(409, "Conflict");
        (await Api.DeleteAsync("configmaps", "a", """{"preconditions":{"resourceVersion":"1"}}""")).ShouldBeRefused(409, "Conflict");
        (await Api.DeleteAsync("configmaps", "a", $$$"""{"preconditions":{"uid":"{{{created["metadata.uid"]}}}","resourceVersion":"{{{created.Version}}}"}}""")).ShouldSucceed();
    }

    [Fact]
    public async Task A_finalizer_holds_a_deleted_object_until_it_is_taken_off()
    {
        (await Api.CreateAsync("balancernodes", """{"metadata":{"name":"a","finalizers":["test/held"]},"spec":{"balancer":"mail","datacenter":"dc1","node":"a"}}""")).ShouldSucceed(201);
        var deleted = (await Api.DeleteAsync("balancernodes", "a")).ShouldSucceed();
        deleted["metadata.name"].ShouldBe("a");
        deleted["metadata.deletionTimestamp"].ShouldNotBeNull();
        deleted["metadata.deletionGracePeriodSeconds"].ShouldBe("0");
        deleted["metadata.generation"].ShouldBe("2");
        (await Api.DeleteAsync("balancernodes", "a")).ShouldSucceed().Version.ShouldBe(deleted.Version);
        (await Api.PatchAsync("balancernodes", "a", """{"metadata":{"finalizers":["test/held","test/more"]}}""")).ShouldBeRefused(422, "Invalid");
        (await Api.PatchAsync("balancernodes", "a", """{"metadata":{"labels":{"l":"1"},"deletionTimestamp":null}}""")).ShouldSucceed()["metadata.deletionTimestamp"].ShouldBe(deleted["metadata.deletionTimestamp"]);
        (await Api.PatchAsync("balancernodes", "a", """{"metadata":{"finalizers":null}}""")).ShouldSucceed();
        (await Api.GetAsync("balancernodes", "a")).ShouldBeRefused(404, "NotFound");
    }

    [Fact]
    public async Task What_an_object_owns_goes_with_it()
    {
        var owner = await ConfigMapAsync("owner");
        await OwnedAsync("owned", owner);
        await ConfigMapAsync("other");
        await Api.DeleteAsync("configmaps", "owner");
        await GoneAsync("owned");
        (await Api.GetAsync("configmaps", "other")).ShouldSucceed();
    }

    [Fact]
    public async Task What_names_an_owner_that_is_not_there_goes_too()
    {
        var owner = await ConfigMapAsync("owner");
        await Api.DeleteAsync("configmaps", "owner");
        await OwnedAsync("owned", owner);
        await GoneAsync("owned");
    }

    [Fact]
    public async Task While_one_owner_is_left_the_object_stays()
    {
        var (first, second) = (await ConfigMapAsync("first"), await ConfigMapAsync("second"));
        await OwnedAsync("owned", first, second);
        await Api.DeleteAsync("configmaps", "first");
        await Eventually.TrueAsync(async () => (await Api.GetAsync("configmaps", "owned")).ShouldSucceed().Json("metadata.ownerReferences")!.AsArray().Count == 1, "the owner that has gone is forgotten");
        (await Api.GetAsync("configmaps", "owned"))["metadata.ownerReferences.0.uid"].ShouldBe(second["metadata.uid"]);
    }

    [Fact]
    public async Task Orphans_stay()
    {
        await OwnedAsync("owned", await ConfigMapAsync("owner"));
        await Api.DeleteAsync("configmaps", "owner", """{"propagationPolicy":"Orphan"}""");
        await GoneAsync("owner");
        (await Api.GetAsync("configmaps", "owned")).ShouldSucceed().Json("metadata.ownerReferences").ShouldBeNull();
    }

    [Fact]
    public async Task In_the_foreground_an_owner_goes_after_what_it_owns()
    {
        await OwnedAsync("owned", ""","finalizers":["test/held"]""", await ConfigMapAsync("owner"));
        (await Api.DeleteAsync("configmaps", "owner", """{"propagationPolicy":"Foreground"}""")).ShouldSucceed()["metadata.finalizers.0"].ShouldBe("foregroundDeletion");
        await Eventually.TrueAsync(async () => (await Api.GetAsync("configmaps", "owned")).ShouldSucceed()["metadata.deletionTimestamp"] is not null, "the owned object is being deleted");
        (await Api.GetAsync("configmaps", "owner")).ShouldSucceed()["metadata.deletionTimestamp"].ShouldNotBeNull();
        await Api.PatchAsync("configmaps", "owned", """{"metadata":{"finalizers":null}}""");
        await GoneAsync("owner");
        (await Api.GetAsync("configmaps", "owned")).ShouldBeRefused(404, "NotFound");
    }

    private Task OwnedAsync(string name, params Answer[] owners) => OwnedAsync(name, "", owners);

    private async Task OwnedAsync(string name, string metadata, params Answer[] owners)
    {
        var references = owners.Select(owner =>
            $$"""{"apiVersion":"v1","kind":"ConfigMap","name":"{{owner["metadata.name"]}}","uid":"{{owner["metadata.uid"]}}","blockOwnerDeletion":true}""");
        (await Api.CreateAsync("configmaps", $$$"""{"metadata":{"name":"{{{name}}}","ownerReferences":[{{{string.Join(',', references)}}}]{{{metadata}}}}}""")).ShouldSucceed(201);
    }

    private Task GoneAsync(string name) => Eventually.TrueAsync(async () => (await Api.GetAsync("configmaps", name)).Code == 404, $"{name} is gone");
}
