using System.Diagnostics;
using ExchangeHA.Bench.Measuring;

namespace ExchangeHA.Bench.Traffic;

/// <summary>All that one balancer was asked once.</summary>
internal sealed record Round
{
    public required double New { get; init; }

    public required double Resumed { get; init; }

    public required double HandshakeP50 { get; init; }

    public required double HandshakeP99 { get; init; }

    /// <summary>Milliseconds of haproxy's own, without what the clients and the servers need on the same machine.</summary>
    public required double ProcessorOfThousand { get; init; }

    public required double Megabytes { get; init; }

    public required double Answers { get; init; }

    public required double AnswerP50 { get; init; }

    public required double AnswerP99 { get; init; }

    public static async Task<Round> MeasureAsync(HaproxyProcess process, string address, string version)
    {
        var started = Stopwatch.GetTimestamp();
        var before = process.Processor;
        var @new = await Load.ConnectionsAsync(address, resuming: false, version);
        var connections = @new * Stopwatch.GetElapsedTime(started).TotalSeconds;
        var processor = (process.Processor - before).TotalMilliseconds / connections * 1000;
        var resumed = await Load.ConnectionsAsync(address, resuming: true, version);
        var handshakes = await Load.HandshakesAsync(address);
        var (bodies, _, _) = await Load.KeptAsync(address, "/body");
        var (answers, p50, p99) = await Load.KeptAsync(address, "/");
        return new Round
        {
            New = @new,
            Resumed = resumed,
            HandshakeP50 = Measure.Percentile(handshakes, 0.5),
            HandshakeP99 = Measure.Percentile(handshakes, 0.99),
            ProcessorOfThousand = processor,
            Megabytes = bodies * TlsServers.BodyBytes / 1e6,
            Answers = answers,
            AnswerP50 = p50,
            AnswerP99 = p99,
        };
    }
}
