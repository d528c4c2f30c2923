using System.Diagnostics.Metrics;
using ExchangeHA.Kubernetes.Metrics;

namespace ExchangeHA.Kubernetes.Tests.Metrics;

public sealed class PrometheusExporterTests : IDisposable
{
    // of this test alone: meters are known to the whole process
    private readonly string _name = "test-" + Guid.NewGuid().ToString("N");
    private readonly Meter _meter;
    private readonly PrometheusExporter _exporter;

    public PrometheusExporterTests()
    {
        _meter = new Meter(_name);
        _exporter = new PrometheusExporter(_name);
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Counters_are_summed_for_each_set_of_labels()
    {
        var requests = _meter.CreateCounter<long>("app.requests", "{request}", "Requests, by verb.");
        requests.Add(1, new KeyValuePair<string, object?>("verb", "list"));
        requests.Add(2, new KeyValuePair<string, object?>("verb", "get"));
        requests.Add(3, new KeyValuePair<string, object?>("verb", "get"));
        _exporter.Collect().ShouldBe("""
            # HELP app_requests_total Requests, by verb.
            # TYPE app_requests_total counter
            app_requests_total{verb="get"} 5
            app_requests_total{verb="list"} 1

            """);
    }

    [Fact]
    public void A_histogram_counts_up_to_each_bound()
    {
        var duration = _meter.CreateHistogram("app_duration", "s", "Time.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var seconds in new[] { 0.1, 0.5, 7 })
            duration.Record(seconds, new KeyValuePair<string, object?>("result", "success"));
        _exporter.Collect().ShouldBe("""
            # HELP app_duration_seconds Time.
            # TYPE app_duration_seconds histogram
            app_duration_seconds_bucket{result="success",le="0.1"} 1
            app_duration_seconds_bucket{result="success",le="1"} 2
            app_duration_seconds_bucket{result="success",le="+Inf"} 3
            app_duration_seconds_sum{result="success"} 7.6
            app_duration_seconds_count{result="success"} 3

            """);
    }

    [Fact]
    public void Gauges_are_asked_each_time_and_those_of_what_is_gone_are_no_more()
    {
        var depth = 3;
        using (var queue = new Meter(_name, version: null, [new("queue", "a")]))
        {
            queue.CreateObservableGauge("app_depth", () => depth, unit: null, "Depth.");
            _exporter.Collect().ShouldContain("app_depth{queue=\"a\"} 3\n");
            depth = 4;
            _exporter.Collect().ShouldContain("app_depth{queue=\"a\"} 4\n");
        }
        _exporter.Collect().ShouldBeEmpty();
    }

    [Fact]
    public void Instruments_of_one_name_are_told_apart_by_their_meters_labels()
    {
        using var one = new Meter(_name, version: null, [new("queue", "one")]);
        using var two = new Meter(_name, version: null, [new("queue", "two")]);
        one.CreateCounter<int>("app_adds").Add(1);
        two.CreateCounter<int>("app_adds").Add(2);
        _exporter.Collect().Split('\n').Count(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).ShouldBe(1);
        _exporter.Collect().ShouldContain("app_adds_total{queue=\"one\"} 1\napp_adds_total{queue=\"two\"} 2\n");
    }

    [Fact]
    public void What_falls_again_is_a_gauge()
    {
        var open = _meter.CreateUpDownCounter<long>("app_open");
        open.Add(2);
        open.Add(-1);
        _exporter.Collect().ShouldContain("# TYPE app_open gauge\napp_open 1\n");
    }

    [Fact]
    public void Nothing_in_a_label_or_a_description_breaks_out_of_its_line()
    {
        _meter.CreateCounter<int>("app_odd", unit: null, "two\nlines \\").Add(1, new KeyValuePair<string, object?>("a b", "x\"\n\\"));
        _exporter.Collect().ShouldContain("# HELP app_odd_total two\\nlines \\\\\n");
        _exporter.Collect().ShouldContain("app_odd_total{a_b=\"x\\\"\\n\\\\\"} 1\n");
    }

    [Fact]
    public void Other_meters_are_left_alone()
    {
        using var other = new Meter(_name + "-other");
        other.CreateCounter<int>("app_other").Add(1);
        _exporter.Collect().ShouldBeEmpty();
    }

    [Fact]
    public async Task Measuring_under_a_lock_that_a_gauge_takes_too_blocks_nobody()
    {
        var gate = new Lock();
        var adds = _meter.CreateCounter<long>("app_adds");
        _meter.CreateObservableGauge("app_depth", () =>
        {
            lock (gate)
                return 1;
        });
        var measuring = Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                lock (gate)
                    adds.Add(1);
            }
        });
        while (!measuring.IsCompleted)
            _exporter.Collect();
        await measuring.WaitAsync(TimeSpan.FromSeconds(30));
        _exporter.Collect().ShouldContain("app_adds_total 10000\n");
    }
}
