namespace ExchangeHA.FakeApiServer;

/// <summary>A wall clock that jumps when a test says so. Its monotonic time does not.</summary>
internal sealed class ServerClock(TimeProvider time) : TimeProvider
{
    private long _offset;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow().AddTicks(Volatile.Read(ref _offset));

    public override long GetTimestamp() => time.GetTimestamp();

    public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
}
