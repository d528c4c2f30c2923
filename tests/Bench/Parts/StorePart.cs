using ExchangeHA.Bench.Measuring;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Bench.Parts;

/// <summary>The replacing of everything in a store, with an index, beside a plain dictionary.</summary>
internal sealed class StorePart : IPart
{
    private const int Objects = 10_000;

    public string Name => "store";

    public string Title => "Store";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var objects = Enumerable.Range(0, Objects).Select(index => new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { Name = $"object-{index * 7919 % Objects}", Namespace = "ns", ResourceVersion = $"{index}", Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["group"] = $"{index % 100}" } },
        }).ToList();
        var (filled, _) = await Measure.BestAsync(() => Store().Replace(objects));
        var again = Store();
        var (replaced, _) = await Measure.BestAsync(() => again.Replace(objects));
        var (bare, _) = await Measure.BestAsync(() => Bare(objects));
        var (listed, _) = await Measure.BestAsync(() => Repeat(() => again.List()));
        var (found, _) = await Measure.BestAsync(() => Repeat(() => again.ByIndex("group", "7")));
        return
        [
            new Figure($"Filling with {Objects} objects and an index", Milliseconds(filled), $"a dictionary of them and one of lists: {Milliseconds(bare)}", filled / bare),
            new Figure($"Replacing {Objects} objects by as many", Milliseconds(replaced), $"the same: {Milliseconds(bare)}", replaced / bare),
            new Figure("Listing all, unchanged since the last time", $"{listed.TotalMicroseconds / 1000:0.0} us"),
            new Figure("Finding 100 by the index", $"{found.TotalMicroseconds / 1000:0.0} us"),
        ];

        static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds:0.0} ms";
    }

    private static ResourceStore<V1ConfigMap> Store()
    {
        var store = new ResourceStore<V1ConfigMap>();
        store.AddIndex("group", value => [value.Metadata.Labels!["group"]]);
        return store;
    }

    private static void Bare(List<V1ConfigMap> objects)
    {
        var byKey = new Dictionary<NamespacedName, V1ConfigMap>();
        var byGroup = new Dictionary<string, List<V1ConfigMap>>(StringComparer.Ordinal);
        foreach (var value in objects)
        {
            byKey[NamespacedName.Of(value)] = value;
            var group = value.Metadata.Labels!["group"];
            if (!byGroup.TryGetValue(group, out var list))
                byGroup.Add(group, list = []);
            list.Add(value);
        }
    }

    private static void Repeat(Func<object> work)
    {
        for (var round = 0; round < 1000; round++)
            _ = work();
    }
}
