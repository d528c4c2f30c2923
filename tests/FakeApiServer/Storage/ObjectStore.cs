using System.Globalization;
using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Resources;

namespace ExchangeHA.FakeApiServer.Storage;

/// <summary>All objects and every version they ever had, as etcd keeps them: one counter for all writes. Thread-safe.</summary>
public sealed class ObjectStore
{
    /// <summary>The version of the empty store.</summary>
    private const long Start = 100;

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Dictionary<ObjectKey, StoredObject> _objects = [];

    /// <summary>All of them, also those that are compacted away: a test asks who wrote what. The one at index i made version Start + 1 + i.</summary>
    private readonly List<Change> _changes = [];
    private long _compacted = Start;
    private TaskCompletionSource _changed = NewSignal();

    internal ObjectStore(TimeProvider clock) => _clock = clock;

    public long Version
    {
        get
        {
            lock (_lock)
                return Start + _changes.Count;
        }
    }

    /// <summary>Every write since the start, in their order.</summary>
    public IReadOnlyList<Change> Changes
    {
        get
        {
            lock (_lock)
                return [.. _changes];
        }
    }

    /// <summary>Done at the next write after it was asked for.</summary>
    internal Task Changed
    {
        get
        {
            lock (_lock)
                return _changed.Task;
        }
    }

    public StoredObject? Find(ObjectKey key)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(key);
    }

    /// <summary>Every object of every kind.</summary>
    public IReadOnlyList<StoredObject> All()
    {
        lock (_lock)
            return [.. _objects.Values];
    }

    /// <summary>The objects of a kind, in the order of their names, now or as they were.</summary>
    /// <param name="namespace">Empty for all.</param>
    /// <param name="at">Null for now.</param>
    /// <exception cref="ApiException">410: that version is compacted.</exception>
    public (IReadOnlyList<StoredObject> Objects, long Version) List(ResourceKind kind, string @namespace, long? at = null)
    {
        lock (_lock)
        {
            var now = Start + _changes.Count;
            var objects = at is { } version && version != now ? StateAt(version) : _objects;
            return ([.. objects.Values.Where(item => item.Key.Kind == kind && (@namespace.Length == 0 || item.Key.Namespace == @namespace)).OrderBy(item => item.Key.Path, StringComparer.Ordinal)], at ?? now);
        }
    }

    /// <summary>What was written after a version.</summary>
    /// <exception cref="ApiException">410: that version is compacted.</exception>
    internal IReadOnlyList<Change> ChangesAfter(long version)
    {
        lock (_lock)
        {
            DemandHistory(version);
            var first = (int)Math.Min(version - Start, _changes.Count);
            return _changes.GetRange(first, _changes.Count - first);
        }
    }

    /// <summary>Reads and writes one object in one step. A change that changes nothing makes no version.</summary>
    /// <param name="change">Gets what is there, and gives what is to be there: null for nothing. It may throw to refuse.</param>
    /// <returns>What is there now, or after a deletion what was.</returns>
    internal StoredObject Write(ObjectKey key, string writer, Func<StoredObject?, JsonObject?> change)
    {
        lock (_lock)
        {
            var before = _objects.GetValueOrDefault(key);
            var body = change(before);
            var version = Start + _changes.Count + 1;
            if (body is null)
            {
                _objects.Remove(key);
                Record(new Change(version, before, null, writer, _clock.GetUtcNow()));
                return before!.At(version);
            }
            if (before is not null && IsSame(before, body))
                return before;
            var after = new StoredObject(key, version, body);
            _objects[key] = after;
            Record(new Change(version, before, after, writer, _clock.GetUtcNow()));
            return after;
        }
    }

    /// <summary>Forgets how things were before the last <paramref name="keep"/> writes: lists and watches from there get 410.</summary>
    public void Compact(int keep = 0)
    {
        lock (_lock)
            _compacted = Math.Max(_compacted, Start + _changes.Count - keep);
    }

    private Dictionary<ObjectKey, StoredObject> StateAt(long version)
    {
        DemandHistory(version);
        var state = new Dictionary<ObjectKey, StoredObject>(_objects);
        for (var i = _changes.Count - 1; i >= 0 && _changes[i].Version > version; i--)
        {
            if (_changes[i].Before is { } before)
                state[before.Key] = before;
            else
                state.Remove(_changes[i].Key);
        }
        return state;
    }

    private void DemandHistory(long version)
    {
        if (version < _compacted)
            throw ApiException.Expired(string.Create(CultureInfo.InvariantCulture, $"too old resource version: {version} ({_compacted})"));
    }

    private void Record(Change change)
    {
        _changes.Add(change);
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static bool IsSame(StoredObject before, JsonObject body)
    {
        body["metadata"]!["resourceVersion"] = before.Text("metadata.resourceVersion");
        return JsonNode.DeepEquals(before.ToJson(), body);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
