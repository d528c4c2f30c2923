using System.Collections.Concurrent;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Faults.Tests.Churn;

/// <summary>
/// A small controller made of the product's parts: for every ConfigMap of one namespace it keeps a child in another, that says which
/// version of its parent it was made from. So the server's own state shows what was reconciled last.
/// </summary>
internal sealed class Mirror : IDisposable
{
    public const string Parents = "parents";
    public const string Children = "children";
    public const string Label = "side";

    private const int Workers = 4;

    private readonly IKubernetesClient _client;
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly WorkerPool<NamespacedName> _workers;
    private readonly ConcurrentDictionary<NamespacedName, byte> _underWay = new();
    private readonly ConcurrentDictionary<NamespacedName, string> _reconciled = new();
    private int _attempts;

    public Mirror(IKubernetesClient client, TimeProvider time)
    {
        _client = client;
        _queue = new WorkQueue<NamespacedName>(time);
        _workers = new WorkerPool<NamespacedName>(_queue, ReconcileAsync, Workers, NullLogger<WorkerPool<NamespacedName>>.Instance);
        // small pages, so that a list takes many requests, and watches that end soon
        var options = new InformerOptions { Namespace = Parents, PageSize = 7, WatchTimeout = TimeSpan.FromSeconds(2) };
        All = Informer(options);
        Left = Informer(options with { LabelSelector = $"{Label}=left" });
        One = Informer(options with { FieldSelector = "metadata.name=key-3" });
        Made = Informer(options with { Namespace = Children });
        All.AddEventHandler((before, after) => _queue.Add(NamespacedName.Of(after ?? before!)));
        // a child that somebody touched, as a request of ours does that was given up and came late, is put right
        Made.AddEventHandler((before, after) => _queue.Add(new NamespacedName(Parents, (after ?? before!).Metadata.Name!)));

        Informer<V1ConfigMap> Informer(InformerOptions of) => new(client, of, NullLogger<Informer<V1ConfigMap>>.Instance, time);
    }

    public Informer<V1ConfigMap> All { get; }

    /// <summary>Those with a label that comes and goes.</summary>
    public Informer<V1ConfigMap> Left { get; }

    /// <summary>A single one, by its name.</summary>
    public Informer<V1ConfigMap> One { get; }

    public Informer<V1ConfigMap> Made { get; }

    /// <summary>Keys that two workers had at once.</summary>
    public ConcurrentBag<NamespacedName> Shared { get; } = [];

    /// <summary>The version that was last reconciled of each parent, by its name; those without one were last reconciled as gone.</summary>
    public Dictionary<string, string> Reconciled => _reconciled.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key.Name, pair => pair.Value, StringComparer.Ordinal);

    public bool IsIdle => _queue is { Count: 0, DelayedCount: 0 } && _underWay.IsEmpty;

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        All.RunAsync(cancellationToken), Left.RunAsync(cancellationToken), One.RunAsync(cancellationToken), Made.RunAsync(cancellationToken), RunWorkersAsync(cancellationToken));

    public void Dispose() => _queue.Dispose();

    private async Task RunWorkersAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(All.Synced, Made.Synced).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _workers.RunAsync(cancellationToken);
    }

    private async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (!_underWay.TryAdd(key, 0))
            Shared.Add(key);
        try
        {
            var parent = All.Store.Get(key);
            if (Interlocked.Increment(ref _attempts) % 17 == 0)
                throw new InvalidDataException("A reconciliation fails now and then.");
            if (parent is null)
                await _client.DeleteAsync<V1ConfigMap>(key.Name, Children, null, cancellationToken);
            else
                await _client.ApplyAsync(ChildOf(parent), "mirror", cancellationToken);
            _reconciled[key] = parent?.Metadata.ResourceVersion ?? "";
            return ReconciliationResult.Done;
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }

    private static V1ConfigMap ChildOf(V1ConfigMap parent) => new()
    {
        Metadata = new V1ObjectMeta { Name = parent.Metadata.Name, Namespace = Children },
        Data = new Dictionary<string, string>(StringComparer.Ordinal) { ["of"] = parent.Metadata.ResourceVersion! },
    };
}
