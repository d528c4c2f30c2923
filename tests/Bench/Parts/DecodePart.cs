using System.Text;
using System.Text.Json;
using ExchangeHA.Bench.Fleet;
using ExchangeHA.Bench.Measuring;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Serialization;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Bench.Parts;

/// <summary>The decoding of watch streams, beside System.Text.Json's own reading of the same bytes.</summary>
internal sealed class DecodePart : IPart
{
    private const int Events = 20_000;

    public string Name => "decode";

    public string Title => "Watch decoding";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var lines = Enumerable.Range(0, Events).Select(Line).ToList();
        byte[] stream = [.. lines.SelectMany(line => line)];
        var json = new KubernetesJson([]);
        var (ours, allocated) = await Measure.BestAsync(() => DecodeAsync(json, stream, knownFieldsOnly: true));
        var (whole, allocatedWhole) = await Measure.BestAsync(() => DecodeAsync(json, stream, knownFieldsOnly: false));
        var (bare, allocatedBare) = await Measure.BestAsync(() => Deserialize(lines));
        var (tokens, _) = await Measure.BestAsync(() => ReadTokens(lines));
        return
        [
            Of("Nodes, as informers take them", ours, bare, $"System.Text.Json, whole lines as typed objects: {Rate(bare)}"),
            Of("Nodes, with unknown fields kept", whole, bare, $"the same: {Rate(bare)}"),
            Of("Nodes, as informers take them", ours, tokens, $"Utf8JsonReader over the tokens alone: {Rate(tokens)}"),
            new Figure("Allocated for an event", Bytes(allocated), $"System.Text.Json: {Bytes(allocatedBare)}", (double)allocated / allocatedBare),
            new Figure("Allocated for an event, with unknown fields kept", Bytes(allocatedWhole), $"the same: {Bytes(allocatedBare)}", (double)allocatedWhole / allocatedBare),
        ];

        Figure Of(string what, TimeSpan time, TimeSpan other, string beside) => new(what, Rate(time), beside, time / other);
        string Rate(TimeSpan time) => $"{stream.Length / 1e6 / time.TotalSeconds:0} MB/s, {Events / time.TotalSeconds:0} events/s";
        static string Bytes(long all) => $"{all / Events} bytes";
    }

    private static async Task DecodeAsync(KubernetesJson json, byte[] stream, bool knownFieldsOnly)
    {
        using var memory = new MemoryStream(stream);
        var count = 0;
        await foreach (var _ in new WatchDecoder<V1Node>(json, NullLogger.Instance, knownFieldsOnly).ReadAsync(memory, CancellationToken.None))
            count++;
        if (count != Events)
            throw new InvalidOperationException($"{count} events were decoded in place of {Events}.");
    }

    // as an event whose object begins where one knows it to
    private static void Deserialize(List<byte[]> lines)
    {
        var start = Encoding.UTF8.GetByteCount(Prefix);
        foreach (var line in lines)
        {
            var reader = new Utf8JsonReader(line.AsSpan(start, line.Length - start - 2));
            _ = JsonSerializer.Deserialize(ref reader, Kubernetes.KubernetesJsonContext.Default.V1Node);
        }
    }

    private static void ReadTokens(List<byte[]> lines)
    {
        foreach (var line in lines)
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
            }
        }
    }

    private const string Prefix = """{"type":"MODIFIED","object":""";

    private static byte[] Line(int index)
    {
        var node = FleetObjects.Nodes(index % 1000).First();
        (node.Metadata.Uid, node.Metadata.ResourceVersion) = (Guid.Empty.ToString(), $"{index}");
        var body = ControllerJson.ToNode(node).AsObject();
        // what a real one is full of, and nobody here asks for
        body["status"]!["images"] = JsonSerializer.SerializeToNode(Enumerable.Range(0, 30).Select(image => new { names = new[] { $"registry.example.com/image-{image}:1" }, sizeBytes = image * 1000 }));
        return Encoding.UTF8.GetBytes($"{Prefix}{body.ToJsonString()}}}\n");
    }
}
