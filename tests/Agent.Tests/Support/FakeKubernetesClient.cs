using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>An API server with one Secret and one BalancerNode, which can be away.</summary>
internal sealed class FakeKubernetesClient : IKubernetesClient
{
    public const string Namespace = "exchange";
    public const string Secret = "mail-dc1";

    private readonly Lock _lock = new();
    private readonly List<Channel<WatchEvent<V1Secret>>> _watches = [];
    private readonly List<WatchEvent<V1Secret>> _history = [];
    private V1Secret? _secret;

    public bool IsAway { get; set; }

    public bool HasBalancerNode { get; set; } = true;

    public List<BalancerNode> Applied { get; } = [];

    public List<string> FieldSelectors { get; } = [];

    public void SetFile(string key, string text, string? revision = null) => Set(new()
    {
        Metadata = new() { Name = Secret, Namespace = Namespace },
        Data = new Dictionary<string, byte[]>
        {
            [key] = Encoding.UTF8.GetBytes(text),
            [Names.RevisionKey(key)] = Encoding.UTF8.GetBytes(revision ?? Revision.Of(text)),
        },
    });

    public void Set(V1Secret? secret)
    {
        lock (_lock)
        {
            var version = (_history.Count + 2).ToString();
            var change = secret ?? _secret! with { Metadata = _secret.Metadata with { } };
            change.Metadata.ResourceVersion = version;
            _history.Add(new(secret is null ? WatchEventType.Deleted : _secret is null ? WatchEventType.Added : WatchEventType.Modified, change));
            _watches.ForEach(watch => watch.Writer.TryWrite(_history[^1]));
            _secret = secret;
        }
    }

    public void EndWatches()
    {
        lock (_lock)
        {
            _watches.ForEach(watch => watch.Writer.TryComplete());
            _watches.Clear();
        }
    }

    public List<BalancerNode> Reports()
    {
        lock (_lock)
            return [.. Applied];
    }

    public Task<KubernetesList<T>> ListAsync<T>(string? @namespace, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Answer();
        lock (_lock)
        {
            FieldSelectors.Add(options?.FieldSelector ?? "");
            return Task.FromResult(new KubernetesList<T> { Metadata = new() { ResourceVersion = (_history.Count + 1).ToString() }, Items = _secret is T secret ? [secret] : [] });
        }
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Answer();
        var channel = Channel.CreateUnbounded<WatchEvent<V1Secret>>();
        lock (_lock)
        {
            foreach (var change in _history.Skip(int.Parse(options!.ResourceVersion!) - 1))
                channel.Writer.TryWrite(change);
            _watches.Add(channel);
        }

        await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            yield return new(change.Type, (T)(object)change.Object);
    }

    public Task<T> ApplyStatusAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Answer();
        if (!HasBalancerNode)
            throw new KubernetesException(new V1Status { Code = (int)HttpStatusCode.NotFound, Message = "not found" });
        lock (_lock)
            Applied.Add((BalancerNode)(object)value);
        return Task.FromResult(value);
    }

    public Task<T?> GetAsync<T>(string name, string? @namespace, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ApplyAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> PatchAsync<T>(string name, string? @namespace, ReadOnlyMemory<byte> mergePatch, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task DeleteAsync<T>(string name, string? @namespace, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    private void Answer()
    {
        if (IsAway)
            throw new HttpRequestException("connection refused");
    }
}
