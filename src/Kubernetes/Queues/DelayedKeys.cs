using System.Diagnostics.CodeAnalysis;

namespace ExchangeHA.Kubernetes.Queues;

/// <summary>Keys and when they are due, each key once.</summary>
internal sealed class DelayedKeys<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, long> _due = [];

    /// <summary>May hold entries that an earlier one has overtaken; they are recognized by <see cref="_due"/>.</summary>
    private readonly PriorityQueue<TKey, long> _order = new();

    public int Count => _due.Count;

    public long? NextDue
    {
        get
        {
            while (_order.TryPeek(out var key, out var due))
            {
                if (_due.TryGetValue(key, out var current) && current == due)
                    return due;
                _order.Dequeue();
            }
            return null;
        }
    }

    /// <summary>False when the key is due as early already.</summary>
    public bool Add(TKey key, long due)
    {
        if (_due.TryGetValue(key, out var current) && current <= due)
            return false;
        _due[key] = due;
        _order.Enqueue(key, due);
        return true;
    }

    public bool TryTakeDue(long now, [MaybeNullWhen(false)] out TKey key)
    {
        if (NextDue is { } due && due <= now)
        {
            key = _order.Dequeue();
            _due.Remove(key);
            return true;
        }
        key = default;
        return false;
    }

    public void Clear()
    {
        _due.Clear();
        _order.Clear();
    }
}
