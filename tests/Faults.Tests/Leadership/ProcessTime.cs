namespace ExchangeHA.Faults.Tests.Leadership;

/// <summary>The time of one process: it can be stopped, in which no timer of it fires, and its wall clock can be set.</summary>
internal sealed class ProcessTime(TimeProvider time) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Action> _due = [];
    private TimeSpan _wallClock;
    private bool _stopped;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return time.GetUtcNow() + _wallClock;
    }

    public void JumpWallClock(TimeSpan by)
    {
        lock (_lock)
            _wallClock += by;
    }

    public void Stop()
    {
        lock (_lock)
            _stopped = true;
    }

    /// <summary>What became due meanwhile fires now, in any order.</summary>
    public void Continue(Random random)
    {
        Action[] due;
        lock (_lock)
        {
            _stopped = false;
            due = [.. _due];
            _due.Clear();
        }
        random.Shuffle(due);
        foreach (var fire in due)
            fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(_ => Fire(() => callback(state)), null, dueTime, period);

    private void Fire(Action fire)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                _due.Add(fire);
                return;
            }
        }
        fire();
    }
}
