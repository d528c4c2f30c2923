using System.Collections;
using System.Reflection;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>Every place of a resource where an administrator writes text: strings, durations, words of enums, items of lists, keys and values of maps.</summary>
internal static class TextFields
{
    public static List<TextField> Of(ExchangeBalancer balancer) =>
    [
        new("metadata.name", balancer.Metadata.Name!, text => balancer.Metadata.Name = text),
        new("metadata.namespace", balancer.Metadata.Namespace!, text => balancer.Metadata.Namespace = text),
        .. OfObject(balancer.Spec, "spec"),
    ];

    private static IEnumerable<TextField> OfObject(object value, string path) => value.GetType().GetProperties()
        .Where(property => property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0)
        .SelectMany(property => OfProperty(value, property, $"{path}.{property.Name}"));

    private static IEnumerable<TextField> OfProperty(object owner, PropertyInfo property, string path) => property.GetValue(owner) switch
    {
        null => [],
        IDictionary<string, string> map => map.ToList().SelectMany(entry => OfEntry(map, entry.Key, path)),
        IList list => Enumerable.Range(0, list.Count).SelectMany(index => OfScalar(list[index]!, $"{path}[{index}]", item => list[index] = item) ?? OfObject(list[index]!, $"{path}[{index}]")),
        var value => OfScalar(value, path, changed => property.SetValue(owner, changed)) ?? (value.GetType().IsClass ? OfObject(value, path) : []),
    };

    private static TextField[]? OfScalar(object value, string path, Action<object> set) => value switch
    {
        string text => [new(path, text, set)],
        Duration duration => [new(path, duration.Text, text => set(new Duration(text)))],
        // what the reader makes of a word that it does not know
        Enum known => [new(path, known.ToString(), text => set(Enum.TryParse(known.GetType(), text, out var other) && Enum.IsDefined(known.GetType(), other) ? other : Enum.ToObject(known.GetType(), -1)))],
        _ => null,
    };

    private static IEnumerable<TextField> OfEntry(IDictionary<string, string> map, string key, string path)
    {
        yield return new($"{path}[{key}]", map[key], text => map[map.ContainsKey(key) ? key : map.Keys.First()] = text);
        yield return new($"{path}.{key}", key, text =>
        {
            if (!map.ContainsKey(text) && map.Remove(key, out var value))
                map[text] = value;
        });
    }
}
