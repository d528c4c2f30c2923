using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Bench.Fleet;

/// <summary>The API server that KUBECONFIG names, with made-up balancers on it.</summary>
internal sealed class FleetServer : IDisposable
{
    public const string BareNamespace = "bare";

    public FleetServer()
    {
        Configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile();
        (Configuration.QueriesPerSecond, Configuration.Burst) = (1e6, 1_000_000);
        Client = new KubernetesClient(Configuration, [BalancingJsonContext.Default], NullLogger<KubernetesClient>.Instance);
    }

    public KubernetesClientConfiguration Configuration { get; }

    public KubernetesClient Client { get; }

    public async Task PopulateAsync(int count)
    {
        await ParallelAsync(count, 8, async index =>
        {
            foreach (var node in FleetObjects.Nodes(index))
                await Client.CreateAsync(node, CancellationToken.None);
            await Client.CreateAsync(FleetObjects.Balancer(index), CancellationToken.None);
        });
    }

    /// <summary>Everything that the operator would apply for balancers in a namespace that it does not serve.</summary>
    public async Task<IReadOnlyList<ManifestSet>> PrepareBareAsync(int count)
    {
        var sets = new ManifestSet[count];
        await ParallelAsync(count, 8, async index =>
        {
            var balancer = FleetObjects.Balancer(index);
            balancer.Metadata.Namespace = BareNamespace;
            balancer = await Client.CreateAsync(balancer, CancellationToken.None);
            var plan = Planner.Plan(FleetObjects.Snapshot(balancer, FleetObjects.Nodes(index)));
            sets[index] = ManifestBuilder.Build(balancer, plan, ConfigurationRenderer.Render(plan), new OperatorSettings { NodeImage = "registry.example.com/node:1" });
        });
        return sets;
    }

    /// <summary>Sends a balancer's applies one after the other, and nothing else.</summary>
    public async Task<int> ApplyBareAsync(int index, ManifestSet set, IReadOnlyList<ExchangeBalancerStatus> statuses)
    {
        var requests = await AllAsync(set.BalancerNodes) + await AllAsync(set.Secrets) + await AllAsync(set.ServiceAccounts)
            + await AllAsync(set.Roles) + await AllAsync(set.RoleBindings) + await AllAsync(set.DaemonSets);
        foreach (var status in statuses)
        {
            var value = new ExchangeBalancer { Metadata = new() { Name = FleetObjects.NameOf(index), Namespace = BareNamespace }, Status = status };
            await Client.ApplyStatusAsync(value, Names.StatusFieldManager, CancellationToken.None);
        }
        return requests + statuses.Count;

        async Task<int> AllAsync<T>(IReadOnlyList<T> values)
            where T : class, IKubernetesObject
        {
            foreach (var value in values)
                await Client.ApplyAsync(value, Names.FieldManager, CancellationToken.None);
            return values.Count;
        }
    }

    public static Task ParallelAsync(int count, int workers, Func<int, Task> work) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = workers }, async (index, _) => await work(index));

    public void Dispose() => Client.Dispose();
}
