using ExchangeHA.Kubernetes.Events;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Events;

public sealed class EventRecorderTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly ObjectTracker _api = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly V1ConfigMap _object = Sample.ConfigMap("mail");
    private EventRecorder _recorder = null!;
    private Task _running = Task.CompletedTask;

    public Task InitializeAsync()
    {
        _recorder = Recorder("pod-1");
        _running = _recorder.RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public void Dispose() => _stop.Dispose();

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Eventually.Limit);
        _recorder.Dispose();
    }

    [Fact]
    public async Task An_event_is_written_as_the_API_wants_it()
    {
        Record("first");
        var written = await OnlyAsync();
        written.Metadata.Namespace.ShouldBe("ns");
        written.Metadata.Name.ShouldStartWith("mail.");
        written.EventTime.ShouldBe("2026-01-01T00:00:00.000000Z");
        (written.Type, written.Reason, written.Action, written.Note).ShouldBe(("Normal", "Moved", "Failover", "first"));
        (written.ReportingController, written.ReportingInstance).ShouldBe(("exchange-ha.io/operator", "pod-1"));
        (written.Regarding!.Kind, written.Regarding.Name, written.Regarding.Uid).ShouldBe(("ConfigMap", "mail", "uid-mail"));
        written.Series.ShouldBeNull();
    }

    [Fact]
    public async Task Repetitions_count_up_one_event_and_only_now_and_then()
    {
        Record("again");
        await OnlyAsync();
        for (var i = 0; i < 50; i++)
            Record("again");
        await Eventually.TrueAsync(_time, TimeSpan.FromSeconds(1), () => _api.All<V1Event>().Single().Series?.Count == 51, "it was counted up");
        _api.Verbs.ShouldBe(["create", "patch"]);
    }

    [Fact]
    public async Task Another_replica_goes_on_counting_and_an_expired_event_comes_back()
    {
        Record("same");
        var first = await OnlyAsync();
        using var other = Recorder("pod-2");
        var running = other.RunAsync(_stop.Token);
        other.Record(_object, EventType.Normal, "Moved", "Failover", "same");
        await Eventually.TrueAsync(() => _api.All<V1Event>().Single().Series?.Count == 2, "it was counted up");
        _api.Remove<V1Event>(NamespacedName.Of(first));
        other.Record(_object, EventType.Normal, "Moved", "Failover", "same");
        await Eventually.TrueAsync(_time, TimeSpan.FromSeconds(1), () => _api.All<V1Event>().Count == 1, "it was made again");
        await _stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task An_object_that_talks_too_much_is_cut_short_and_others_are_heard()
    {
        for (var i = 0; i < 100; i++)
            Record($"note {i}");
        _recorder.Record(Sample.ConfigMap("quiet"), EventType.Warning, "Moved", "Failover", "one word");
        await Eventually.TrueAsync(() => _api.All<V1Event>().Any(e => e.Regarding!.Name == "quiet"), "the other was heard");
        _api.All<V1Event>().Count(e => e.Regarding!.Name == "mail").ShouldBe(25);
    }

    [Fact]
    public async Task What_is_told_too_often_does_not_silence_another_reason_of_the_same_object()
    {
        for (var i = 0; i < 100; i++)
            Record($"note {i}");
        _recorder.Record(_object, EventType.Warning, "Expired", "Expire", "one word");

        await Eventually.TrueAsync(() => _api.All<V1Event>().Any(e => e.Reason == "Expired"), "the other reason was heard");
    }

    [Fact]
    public async Task A_failing_server_is_asked_a_few_times_and_the_caller_never_hears_of_it()
    {
        var failures = 0;
        _api.Before = (_, _) =>
        {
            Interlocked.Increment(ref failures);
            throw ObjectTracker.Error(500, "InternalError");
        };
        Record("lost");
        await Eventually.TrueAsync(_time, TimeSpan.FromSeconds(1), () => failures == 5, "it was tried");
        _api.Before = (_, _) => Task.CompletedTask;
        Record("found");
        await Eventually.TrueAsync(() => _api.All<V1Event>().Any(e => e.Note == "found"), "the next one was written");
        _api.All<V1Event>().ShouldHaveSingleItem();
        Should.NotThrow(() => _recorder.Record((V1ObjectReference)null!, EventType.Normal, "r", "a", "n"));
    }

    [Fact]
    public void Long_notes_are_cut_at_a_character()
    {
        var built = EventBuilder.Build(new V1ObjectReference { Name = new string('a', 253) }, EventType.Normal, "r", "a", new string('ä', 1000), "c", "i", DateTimeOffset.UnixEpoch);
        System.Text.Encoding.UTF8.GetByteCount(built.Note!).ShouldBeLessThanOrEqualTo(1024);
        built.Note!.ShouldEndWith("ä...");
        built.Metadata.Name!.Length.ShouldBeLessThanOrEqualTo(253);
        built.Metadata.Namespace.ShouldBe("kube-system");
    }

    private EventRecorder Recorder(string instance) => new(_api, "exchange-ha.io/operator", instance, NullLogger<EventRecorder>.Instance, _time);

    private void Record(string note) => _recorder.Record(_object, EventType.Normal, "Moved", "Failover", note);

    private async Task<V1Event> OnlyAsync()
    {
        await Eventually.TrueAsync(() => _api.All<V1Event>().Count == 1, "it was written");
        return _api.All<V1Event>()[0];
    }
}
