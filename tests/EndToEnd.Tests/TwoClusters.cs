using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>
/// Two Kubernetes clusters with a control plane each, and exchange-ha in both. The first is the cluster of all tests, whose nodes in dc2 are not looked at: its operator knows dc1 alone. The second is in dc2, and there for
/// these tests only.
/// </summary>
public sealed class TwoClusters : IAsyncLifetime
{
    private readonly Cluster _cluster;

    public TwoClusters(Cluster cluster)
    {
        cluster.MustHaveLevers();
        _cluster = cluster;
        First = new Site(cluster, cluster.First, "dc1");
        Second = new Site(cluster, cluster.Second, "dc2");
    }

    /// <summary>config/samples/unicast.yaml, with the nodes of the second cluster for those of dc2, and what makes tests short.</summary>
    internal static string Resource { get; } = Mail.Change(
        Mail.Change(
            Mail.Change(
                File.ReadAllText(Repository.At("config", "samples", "unicast.yaml")),
                """peers: ["172.30.129.13", "172.30.129.14"]""",
                """peers: ["172.30.129.15", "172.30.129.16"]"""),
            "transport: Unicast}",
            "transport: Unicast, preemption: {delay: 1s}}"),
        // the stand-ins sign their certificates themselves
        "healthCheck: {host: mail.domain.com}",
        "healthCheck: {host: mail.domain.com, verify: None}");

    internal Site First { get; }

    internal Site Second { get; }

    public async Task InitializeAsync()
    {
        // the address is free
        var mail = new Mail(_cluster);
        await mail.InstallAsync();
        await mail.DeleteAsync("mail");
        await _cluster.Levers.StartSecondClusterAsync();
        await Task.WhenAll(First.InstallAsync(), Second.InstallAsync());
    }

    public async Task DisposeAsync()
    {
        await _cluster.Levers.StopSecondClusterAsync();
        await First.RemoveAsync();
    }

    /// <summary>The same resource in both: the first holds the address, the second says that the other does.</summary>
    internal async Task FirstHoldsAsync()
    {
        await Task.WhenAll(First.ApplyAsync(Resource), Second.ApplyAsync(Resource));
        await First.HoldsAsync();
        await Second.HoldsNotAsync("True HeldElsewhere", "HeldElsewhere");
        await AnswersAsync("dc1", "exch1", "exch2");
        await AnswersAsync("dc2", "exch1", "exch2");
    }

    /// <summary>One of these servers answers at the address.</summary>
    internal Task AnswersAsync(string client, params string[] servers) =>
        _cluster.Eventually(async () => (await _cluster.Get(client)).ShouldBeOneOf(servers), $"{string.Join(" or ", servers)} answers in {client}");
}
