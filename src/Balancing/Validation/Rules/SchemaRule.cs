using System.Collections;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>All that the CustomResourceDefinition says: an older definition in the cluster, or none at all, lets nothing through.</summary>
public sealed class SchemaRule : IRule
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => SpecFields.Of(snapshot.Balancer).SelectMany(field => field.Value switch
    {
        string text => CheckText(field, text),
        Duration duration => CheckDuration(field, duration),
        int number => CheckNumber(field, number),
        Enum value => CheckEnum(field, value),
        ICollection list => CheckList(field, list),
        _ => [],
    });

    private static IEnumerable<Finding> CheckText(SpecField field, string text)
    {
        var (length, pattern) = (field.Constraints.Length, field.Constraints.Pattern);
        if (length is not null && text.Length == 0 && length.Minimum > 0)
            yield return Findings.Error(field.Path, "It is missing.", $"Write {length.Minimum} to {length.Maximum} characters.");
        else if (length is not null && (text.Length < length.Minimum || text.Length > length.Maximum))
            yield return Findings.Error(field.Path, $"{Findings.Quote(text)} has {text.Length} characters.", $"Write {length.Minimum} to {length.Maximum}.");
        else if (pattern is not null && !Patterns.GetOrAdd(pattern, Compile).IsMatch(text))
            yield return Findings.Error(field.Path, $"{Findings.Quote(text)} has the wrong form.", $"Write what matches {pattern}");
    }

    private static IEnumerable<Finding> CheckDuration(SpecField field, Duration duration)
    {
        foreach (var finding in CheckText(field, duration.Text ?? ""))
        {
            yield return finding with { Remedy = "Write whole numbers with d, h, m, s or ms, days first, as 500ms or 1m30s." };
            yield break;
        }

        if (!duration.IsValid)
            yield return Findings.Error(field.Path, $"{duration} is longer than haproxy can count.", "Write at most 24d.");
    }

    private static IEnumerable<Finding> CheckNumber(SpecField field, int number)
    {
        if (field.Constraints.Range is { } range && (number < range.Minimum || number > range.Maximum))
            yield return Findings.Error(field.Path, $"{number} is out of range.", $"Write {range.Minimum} to {range.Maximum}.");
    }

    private static IEnumerable<Finding> CheckEnum(SpecField field, Enum value)
    {
        if (!Enum.IsDefined(value.GetType(), value))
            yield return Findings.Error(field.Path, "The value is not known.", $"Write one of {string.Join(", ", Enum.GetNames(value.GetType()))}.");
    }

    private static IEnumerable<Finding> CheckList(SpecField field, ICollection list)
    {
        // empty and absent are one here; the schema's default stands for both
        var empty = list.Count == 0 && field.Constraints.Default is not null;
        if (field.Constraints.Items is { } items && !empty && (list.Count < items.Minimum || list.Count > items.Maximum))
            yield return Findings.Error(field.Path, $"It has {list.Count} entries.", $"Write {items.Minimum} to {items.Maximum}.");
        if (field.Constraints is { IsSet: false, ListKeys: [] })
            yield break;
        var seen = new Dictionary<object, int>();
        var index = 0;
        foreach (var item in list)
        {
            // entries of a map list all have the one key, name
            var (key, suffix) = item is null ? (null, "") : Key(item);
            if (key is not null && !seen.TryAdd(key, index))
                yield return Findings.Error($"{field.Path}[{index}]{suffix}", $"{Findings.Quote($"{key}")} is also {field.Path}[{seen[key]}]{suffix}.", "Write each one once.");
            index++;
        }
    }

    private static (object? Key, string Suffix) Key(object item) => item switch
    {
        ServiceSpec service => (service.Name, ".name"),
        DatacenterSpec datacenter => (datacenter.Name, ".name"),
        BackendSpec backend => (backend.Name, ".name"),
        CertificateReference certificate => (certificate.Name, ".name"),
        // several unknown values are not the same one
        Enum value when !Enum.IsDefined(value.GetType(), value) => (null, ""),
        _ => (item, ""),
    };

    // $ of .NET also matches before a newline at the end, that of the API server does not
    private static Regex Compile(string pattern) =>
        new(pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
