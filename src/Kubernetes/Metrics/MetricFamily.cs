using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ExchangeHA.Kubernetes.Metrics;

/// <summary>All measures of one name, from however many instruments of that name.</summary>
internal sealed class MetricFamily
{
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly MetricKind _kind;
    private readonly string _help;
    private readonly IReadOnlyList<double> _bounds = [];
    private readonly SortedDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public MetricFamily(Instrument instrument)
    {
        _kind = KindOf(instrument);
        _help = instrument.Description ?? "";
        Name = NameOf(instrument, _kind);
        if (_kind is MetricKind.Histogram)
            _bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? DefaultBounds;
    }

    public string Name { get; }

    /// <summary>Whether its instruments are asked when somebody looks: what they do not tell then is no more.</summary>
    public bool IsObserved { get; private init; }

    public static MetricFamily Of(Instrument instrument) => new(instrument) { IsObserved = instrument.IsObservable };

    public void Record(string labels, double value)
    {
        if (!_series.TryGetValue(labels, out var series))
            _series.Add(labels, series = new MetricSeries(_bounds));
        switch (_kind)
        {
            case MetricKind.Gauge or MetricKind.ObservedCounter:
                series.Set(value);
                break;
            case MetricKind.Histogram:
                series.Observe(value);
                break;
            default:
                series.Add(value);
                break;
        }
    }

    public void Clear() => _series.Clear();

    public void Write(StringBuilder text)
    {
        if (_series.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {TypeName}\n");
        foreach (var (labels, series) in _series)
        {
            if (_kind is MetricKind.Histogram)
                WriteHistogram(text, labels, series);
            else
                WriteSample(text, Name, labels, series.Value);
        }
    }

    private string TypeName => _kind switch
    {
        MetricKind.Counter or MetricKind.ObservedCounter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private void WriteHistogram(StringBuilder text, string labels, MetricSeries series)
    {
        long count = 0;
        foreach (var (bound, upTo) in series.Cumulative())
        {
            count = upTo;
            WriteSample(text, Name + "_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{Number(bound)}\"", upTo);
        }
        WriteSample(text, Name + "_sum", labels, series.Value);
        WriteSample(text, Name + "_count", labels, count);
    }

    private static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        if (type == typeof(Counter<>))
            return MetricKind.Counter;
        if (type == typeof(ObservableCounter<>))
            return MetricKind.ObservedCounter;
        if (type == typeof(UpDownCounter<>))
            return MetricKind.UpDownCounter;
        return type == typeof(Histogram<>) ? MetricKind.Histogram : MetricKind.Gauge;
    }

    /// <summary>Prometheus' conventions: the unit ends the name, and a counter's ends with _total.</summary>
    private static string NameOf(Instrument instrument, MetricKind kind)
    {
        var name = new StringBuilder(instrument.Name.Length + 16);
        foreach (var c in instrument.Name)
            name.Append(char.IsAsciiLetterOrDigit(c) || c is ':' ? c : '_');
        name.Append(instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
        return name.Append(kind is MetricKind.Counter or MetricKind.ObservedCounter ? "_total" : "").ToString();
    }
}
