using ExchangeHA.Balancing.Api;
using ExchangeHA.Controller.Reporting;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Controller.Tests.Reporting;

public sealed class StatusWriterTests
{
    private readonly InMemoryKubernetesClient _client = new();
    private readonly RecordedLog<StatusWriter> _log = new();
    private readonly StatusWriter _writer;

    public StatusWriterTests()
    {
        _writer = new StatusWriter(_client, _log);
        _client.Set(Samples.Balancer());
    }

    [Fact]
    public async Task A_status_is_written_once()
    {
        await WriteAsync(Live(), "dc1/node-a");
        await WriteAsync(Live(), "dc1/node-a");
        _client.Writes.Count.ShouldBe(1);
        Live().Status!.Holder.ShouldBe("dc1/node-a");
    }

    [Fact]
    public async Task A_write_is_not_repeated_while_the_cache_is_behind()
    {
        var stale = Live();
        await WriteAsync(stale, "dc1/node-a");
        await WriteAsync(stale, "dc1/node-a");
        _client.Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_way_back_is_written_though_the_cache_still_shows_where_it_leads()
    {
        await WriteAsync(Live(), "dc2/node-b");
        var stale = Live();
        await WriteAsync(stale, "dc1/node-a");
        await WriteAsync(stale, "dc2/node-b");
        Live().Status!.Holder.ShouldBe("dc2/node-b");
    }

    [Fact]
    public async Task What_somebody_else_wrote_later_counts()
    {
        await WriteAsync(Live(), "dc1/node-a");
        _client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Status!.Holder = "by hand");
        await WriteAsync(Live(), "dc1/node-a");
        Live().Status!.Holder.ShouldBe("dc1/node-a");
    }

    [Fact]
    public async Task A_new_balancer_of_the_name_is_another_one()
    {
        await WriteAsync(Live(), "dc1/node-a");
        _client.Remove<ExchangeBalancer>(Cluster.Balancer);
        var reborn = _client.Set(Samples.Balancer());
        // also where versions begin anew, as after a restored backup, what was written to the old one says nothing of the new one
        reborn.Metadata.ResourceVersion = "1";
        await WriteAsync(reborn, "dc1/node-a");
        Live().Status!.Holder.ShouldBe("dc1/node-a");
    }

    [Fact]
    public async Task A_balancer_that_is_gone_is_an_error_to_try_again()
    {
        var stale = Live();
        _client.Remove<ExchangeBalancer>(Cluster.Balancer);
        (await Should.ThrowAsync<KubernetesException>(() => WriteAsync(stale, "dc1/node-a"))).IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task Forgetting_goes_back_to_the_cache()
    {
        var stale = Live();
        await WriteAsync(stale, "dc1/node-a");
        _writer.Forget(Cluster.Key);
        await WriteAsync(stale, "dc1/node-a");
        _client.Writes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_status_is_logged_once_and_not_written_again_before_something_changes()
    {
        _client.RefuseStatus = "spec.vip.addresses[0]: Write an IP address";
        await WriteAsync(Live(), "dc1/node-a");
        await WriteAsync(Live(), "dc1/node-a");
        _client.Writes.Count.ShouldBe(1);
        _log.Entries.ShouldHaveSingleItem().ShouldContain("spec.vip.addresses[0]: Write an IP address");

        await WriteAsync(Live(), "dc2/node-b");
        _client.Writes.Count.ShouldBe(2, "another status may be taken");
        _log.Entries.Count.ShouldBe(1, "it is refused for the same reason");

        _client.RefuseStatus = null;
        _client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Spec.Vip.VirtualRouterID = 9);
        await WriteAsync(Live(), "dc2/node-b");
        Live().Status!.Holder.ShouldBe("dc2/node-b");
    }

    [Fact]
    public async Task A_status_that_is_refused_for_another_reason_or_of_a_changed_resource_is_logged_again()
    {
        _client.RefuseStatus = "one";
        await WriteAsync(Live(), "dc1/node-a");
        _client.RefuseStatus = "another";
        await WriteAsync(Live(), "dc2/node-b");
        _client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Spec.Vip.VirtualRouterID = 9);
        await WriteAsync(Live(), "dc2/node-b");

        _log.Entries.Count.ShouldBe(3);
    }

    private ExchangeBalancer Live() => _client.Find<ExchangeBalancer>(Cluster.Balancer)!;

    private Task WriteAsync(ExchangeBalancer cached, string holder) =>
        _writer.WriteAsync(cached, new ExchangeBalancerStatus { Holder = holder, Backends = "4/4" }, CancellationToken.None);
}
