using ExchangeHA.Controller.Caching;
using ExchangeHA.Controller.Gathering;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Controller.Tests.Caching;

/// <summary>One cache for all namespaces keeps them apart.</summary>
public sealed class AllNamespacesTests
{
    private readonly InMemoryKubernetesClient _client = new();
    private readonly List<NamespacedName> _enqueued = [];
    private readonly ClusterCache _cache;

    public AllNamespacesTests() => _cache = new ClusterCache([], _client, _enqueued.Add, NullLoggerFactory.Instance, TimeProvider.System);

    [Fact]
    public void A_Secret_of_one_namespace_is_no_matter_of_another()
    {
        Fill(_cache.Of("north").Balancers, In("north", Samples.Balancer()), In("south", Samples.Balancer()));
        _enqueued.Clear();

        Fill(_cache.Of("north").Secrets, In("south", Samples.Passwords().First()));

        _enqueued.ShouldBe([new NamespacedName("south", "mail")]);
    }

    [Fact]
    public async Task A_balancer_of_the_same_name_elsewhere_has_its_own_pods_and_reports()
    {
        Fill(_cache.Of("north").Balancers, In("north", Samples.Balancer()), In("south", Samples.Balancer()));
        Fill(_cache.Of("south").BalancerNodes, In("north", Samples.Report("node-a", "dc1")), In("south", Samples.Report("node-b", "dc2")));

        var gathered = await new Gatherer(_cache, _client, TimeProvider.System).GatherAsync(new NamespacedName("south", "mail"), CancellationToken.None);

        gathered!.Reports.Select(report => report.Spec.Node).ShouldBe(["node-b"]);
        gathered.OtherBalancers.ShouldHaveSingleItem();
        _enqueued.ShouldContain(new NamespacedName("north", "mail"));
    }

    private static void Fill<T>(IReflectorTarget<T> informer, params List<T> objects)
        where T : class, IKubernetesObject => informer.Replace(objects, []);

    private static T In<T>(string @namespace, T value)
        where T : IKubernetesObject
    {
        value.Metadata.Namespace = @namespace;
        return value;
    }
}
