using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;

namespace ExchangeHA.Kubernetes.Metrics;

/// <summary>Collects what some meters measure, and tells it in Prometheus' text format. Thread-safe.</summary>
public sealed class PrometheusExporter : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _lock = new();
    private readonly Lock _collecting = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Collects from now on.</summary>
    /// <param name="meters">The meters' names.</param>
    public PrometheusExporter(params IEnumerable<string> meters)
    {
        var wanted = meters.ToHashSet(StringComparer.Ordinal);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (wanted.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, family) => Record(instrument, value, tags, family));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, family) => Record(instrument, value, tags, family));
        _listener.SetMeasurementEventCallback<double>(Record);
        _listener.Start();
    }

    /// <summary>Everything measured so far.</summary>
    public string Collect() => CollectText().ToString();

    /// <summary>The same, in UTF-8: a fleet's is megabytes, and needs not be there in one piece.</summary>
    public void Collect(IBufferWriter<byte> output)
    {
        foreach (var chunk in CollectText().GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, output);
    }

    public void Dispose() => _listener.Dispose();

    private StringBuilder CollectText()
    {
        lock (_collecting)
        {
            lock (_lock)
            {
                foreach (var family in _families.Values.Where(family => family.IsObserved))
                    family.Clear();
            }
            // Not under the lock: instruments are asked here that may hold locks of their own, under which others measure.
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            lock (_lock)
            {
                foreach (var family in _families.Values)
                    family.Write(text);
            }
            return text;
        }
    }

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var family = MetricFamily.Of(instrument);
        lock (_lock)
            return _families.TryAdd(family.Name, family) ? family : _families[family.Name];
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family)
    {
        var labels = LabelsOf(instrument, tags);
        lock (_lock)
            ((MetricFamily)family!).Record(labels, value);
    }

    private static string LabelsOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0 && instrument.Meter.Tags is null)
            return "";
        var labels = new StringBuilder();
        foreach (var tag in instrument.Meter.Tags ?? [])
            Append(labels, tag);
        foreach (var tag in tags)
            Append(labels, tag);
        return labels.ToString();
    }

    private static void Append(StringBuilder labels, KeyValuePair<string, object?> tag)
    {
        if (labels.Length > 0)
            labels.Append(',');
        foreach (var c in tag.Key)
            labels.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        labels.Append("=\"");
        foreach (var c in tag.Value?.ToString() ?? "")
            _ = c switch { '\\' => labels.Append(@"\\"), '"' => labels.Append("\\\""), '\n' => labels.Append("\\n"), _ => labels.Append(c) };
        labels.Append('"');
    }
}
