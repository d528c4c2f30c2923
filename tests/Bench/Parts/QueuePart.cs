using System.Threading.Channels;
using ExchangeHA.Bench.Measuring;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Kubernetes.Queues;

namespace ExchangeHA.Bench.Parts;

/// <summary>The work queue under several producers and four workers, beside a bare channel.</summary>
internal sealed class QueuePart : IPart
{
    private const int Keys = 200_000;
    private const int Workers = 4;

    public string Name => "queue";

    public string Title => "Work queue";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new List<Figure>();
        foreach (var producers in new[] { 1, 4, 16 })
        {
            var (ours, _) = await Measure.BestAsync(() => QueueAsync(producers));
            var (bare, _) = await Measure.BestAsync(() => ChannelAsync(producers));
            figures.Add(new Figure($"{producers} producers, {Workers} workers", Rate(ours), $"a channel, which neither merges nor keeps a key from two workers: {Rate(bare)}", ours / bare));
        }
        return figures;

        static string Rate(TimeSpan time) => $"{Keys / time.TotalSeconds / 1000:0} thousand keys/s";
    }

    private static async Task QueueAsync(int producers)
    {
        using var queue = new WorkQueue<int>();
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (await queue.GetAsync(CancellationToken.None) is (true, var key))
            {
                queue.Forget(key);
                queue.Done(key);
            }
        })).ToList();
        await ProduceAsync(producers, queue.Add);
        await queue.ShutDownAsync();
        await Task.WhenAll(workers);
    }

    private static async Task ChannelAsync(int producers)
    {
        var channel = Channel.CreateUnbounded<int>();
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            await foreach (var _ in channel.Reader.ReadAllAsync())
            {
            }
        })).ToList();
        await ProduceAsync(producers, key => channel.Writer.TryWrite(key));
        channel.Writer.Complete();
        await Task.WhenAll(workers);
    }

    private static Task ProduceAsync(int producers, Action<int> add) => Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(() =>
    {
        for (var key = producer; key < Keys; key += producers)
            add(key);
    })));
}
