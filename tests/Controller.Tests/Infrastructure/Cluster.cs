using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Controller.Caching;
using ExchangeHA.Controller.Gathering;
using ExchangeHA.Controller.Reporting;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Events;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Controller.Tests.Infrastructure;

/// <summary>The whole controller on an API server in memory. The caches get what the server has when a test says so.</summary>
internal sealed class Cluster : IDisposable
{
    public const string Namespace = "exchange";
    public const string Balancer = "mail";
    public static readonly NamespacedName Key = new(Namespace, Balancer);
    public static readonly OperatorSettings Settings = new() { NodeImage = "registry.example/node:1" };

    private readonly EventRecorder _events;
    private readonly BalancerMetrics _metrics = new();

    /// <param name="datacenter">The only one whose nodes are in this cluster; null for all.</param>
    public Cluster(string? datacenter = null)
    {
        Cache = new ClusterCache([Namespace, "other"], Client, Enqueued.Add, NullLoggerFactory.Instance, Time);
        _events = new EventRecorder(Client, "exchange-ha.io/operator", "test", NullLogger<EventRecorder>.Instance, Time);
        Objects = new ObjectApplier(Client, NullLogger<ObjectApplier>.Instance);
        Manifests = new ManifestApplier(Client, Objects);
        Gatherer = new Gatherer(Cache, Client, Time, datacenter);
        Controller = new BalancerController(Cache, Gatherer, Manifests, Objects, new StatusWriter(Client, NullLogger<StatusWriter>.Instance), new MomentRecorder(_events), _metrics, Settings);
    }

    public InMemoryKubernetesClient Client { get; } = new();

    public FixedTime Time { get; } = new();

    /// <summary>What the caches put in the queue.</summary>
    public List<NamespacedName> Enqueued { get; } = [];

    public ClusterCache Cache { get; }

    public ObjectApplier Objects { get; }

    public ManifestApplier Manifests { get; }

    public Gatherer Gatherer { get; }

    public BalancerController Controller { get; }

    public NamespaceCache Local => Cache.Of(Namespace);

    public string Uid => Client.Find<ExchangeBalancer>(Balancer)!.Metadata.Uid!;

    /// <summary>The published sample's resource, its passwords, and one node in each of its datacenters.</summary>
    public static Cluster WithRecipe(string? datacenter = null)
    {
        var cluster = new Cluster(datacenter);
        cluster.Client.Set(Samples.Balancer());
        foreach (var secret in Samples.Passwords())
            cluster.Client.Set(secret);
        cluster.Client.Set(Samples.Node("node-a", "dc1", "172.30.129.11"));
        cluster.Client.Set(Samples.Node("node-b", "dc2", "172.30.129.12"));
        cluster.Synchronize();
        return cluster;
    }

    /// <summary>Brings the caches up to date, as their informers do.</summary>
    public void Synchronize()
    {
        Replace(Cache.Nodes, null);
        Replace(Local.Balancers, null);
        Replace(Local.Secrets, null);
        Replace(Local.BalancerNodes, null);
        Replace(Local.ServiceAccounts, null);
        Replace(Local.Roles, null);
        Replace(Local.RoleBindings, null);
        Replace(Local.DaemonSets, null);
        Replace(Local.Pods, Labels.ManagedSelector);
    }

    /// <summary>Opens or ends the watches of what is applied.</summary>
    public void Watch(bool open)
    {
        Of(Local.BalancerNodes);
        Of(Local.Secrets);
        Of(Local.ServiceAccounts);
        Of(Local.Roles);
        Of(Local.RoleBindings);
        Of(Local.DaemonSets);

        void Of<T>(IReflectorTarget<T> informer)
            where T : class, IKubernetesObject => informer.Watching(open);
    }

    /// <summary>Applies with the caches as they are.</summary>
    public Task ApplyAsync(ManifestSet wished, RolloutState rollout) =>
        Manifests.ApplyAsync(Client.Find<ExchangeBalancer>(Balancer)!, wished, rollout, Local, CancellationToken.None);

    public async Task<ReconciliationResult> ReconcileAsync()
    {
        Synchronize();
        return await Controller.ReconcileAsync(Key, CancellationToken.None);
    }

    /// <summary>What the controller wrote during one more reconciliation.</summary>
    public async Task<IReadOnlyList<Write>> WritesOfReconcileAsync()
    {
        Client.Writes.Clear();
        await ReconcileAsync();
        return [.. Client.Writes];
    }

    /// <summary>What the recipe comes to now.</summary>
    public async Task<ManifestSet> WishedAsync()
    {
        Synchronize();
        var snapshot = await Gatherer.GatherAsync(Key, CancellationToken.None);
        var plan = Planner.Plan(snapshot!);
        return ManifestBuilder.Build(snapshot!.Balancer, plan, ConfigurationRenderer.Render(plan), Settings);
    }

    public V1Condition? Condition(string type) => Client.Find<ExchangeBalancer>(Balancer)!.Status?.Conditions?.Find(condition => condition.Type == type);

    /// <summary>Lets a node's keepalived report that it holds the address, from a Ready pod.</summary>
    public void Claim(string node, string datacenter, DateTimeOffset since) => Report(node, datacenter, new VrrpReport { State = VrrpState.MASTER, Since = MicroTime.Format(since) });

    /// <summary>Lets both agents of a node report, from Ready pods: it stands by.</summary>
    public void StandBy(string node, string datacenter, DateTimeOffset since)
    {
        Client.Set(Samples.Pod(node, datacenter, Names.Haproxy));
        Report(
            node,
            datacenter,
            new VrrpReport { State = VrrpState.BACKUP, Since = MicroTime.Format(since), Revision = "verified" },
            new HaproxyReport { Pod = $"{Names.Haproxy}-{node}", Revision = "verified" });
    }

    private void Report(string node, string datacenter, VrrpReport vrrp, HaproxyReport? haproxy = null)
    {
        Client.Set(Samples.Pod(node, datacenter, Names.Keepalived));
        if (Client.Find<BalancerNode>(Names.BalancerNode(Balancer, node)) is null)
            Client.Set(Samples.Report(node, datacenter));
        Client.Edit<BalancerNode>(Names.BalancerNode(Balancer, node), report => report.Status = new BalancerNodeStatus
        {
            Vrrp = vrrp with { Pod = $"{Names.Keepalived}-{node}" },
            Haproxy = haproxy,
        });
    }

    public static RolloutState Rollout(params string[] heldBack) => new()
    {
        HeldBack = [.. heldBack],
        Skipped = ImmutableSortedSet<string>.Empty,
        Refusals = [],
        Pending = [],
    };

    public void Dispose()
    {
        _events.Dispose();
        _metrics.Dispose();
    }

    private void Replace<T>(IReflectorTarget<T> informer, string? selector)
        where T : class, IKubernetesObject => informer.Replace(Client.All<T>(selector), []);
}
