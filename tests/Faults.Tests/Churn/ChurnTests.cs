using ExchangeHA.FakeApiServer;
using ExchangeHA.Faults.Tests.Infrastructure;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Faults.Tests.Churn;

/// <summary>Informers, queue and workers against a server on which everything goes wrong.</summary>
public sealed class ChurnTests
{
    private const int Steps = 2000;

    /// <summary>A deadline of two minutes passes in three seconds.</summary>
    private const int Speed = 40;

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public Task Whatever_fails_no_change_is_lost(int seed) => Seeds.RunAsync(seed, async random =>
    {
        var time = new FastTime(Speed);
        await using var server = await FakeServer.StartAsync(new FakeServerOptions { Tls = true, BookmarkInterval = TimeSpan.FromMilliseconds(300) });
        server.CreateNamespace(Mirror.Parents);
        server.CreateNamespace(Mirror.Children);
        using var account = new ServiceAccount();
        account.SetAuthority(server.CertificateAuthority);
        account.SetToken("first");
        server.AcceptOnly("first");
        var configuration = KubernetesClientConfiguration.InClusterConfig(account.Directory, server.Address.Host, server.Address.Port.ToString(), time);
        using var client = new KubernetesClient(configuration, [], NullLogger<KubernetesClient>.Instance, time);
        using var mirror = new Mirror(client, time);
        using var stop = new CancellationTokenSource();
        var running = mirror.RunAsync(stop.Token);
        var population = new Population(server, random);
        var trouble = new Trouble(server, account, random);

        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(8) == 0)
                trouble.Make();
            else
                population.Churn();
            if (random.Next(3) == 0)
                await Task.Delay(random.Next(10));
        }
        server.Faults.AllOff();

        await Eventually.TrueAsync(() =>
            Differs("the informer of all", mirror.All, population.Truth(Mirror.Parents))
            ?? Differs("the informer by label", mirror.Left, population.Truth(Mirror.Parents, item => item.Labels[Mirror.Label] == "left"))
            ?? Differs("the informer by name", mirror.One, population.Truth(Mirror.Parents, item => item.Key.Name == "key-3"))
            ?? Differs("the informer of children", mirror.Made, population.Truth(Mirror.Children))
            ?? Differs("the children", population.Children(), population.Truth(Mirror.Parents))
            ?? Differs("what was reconciled last", mirror.Reconciled, population.Truth(Mirror.Parents))
            ?? (mirror.IsIdle ? null : "the queue is not empty"));
        mirror.Shared.ShouldBeEmpty();
        await stop.CancelAsync();
        await running;
    });

    private static string? Differs(string what, Informer<V1ConfigMap> informer, Dictionary<string, string> truth) =>
        Differs(what, informer.Store.List().ToDictionary(item => item.Metadata.Name!, item => item.Metadata.ResourceVersion!, StringComparer.Ordinal), truth);

    private static string? Differs(string what, Dictionary<string, string> found, Dictionary<string, string> truth)
    {
        var names = found.Keys.Union(truth.Keys, StringComparer.Ordinal).Where(name => found.GetValueOrDefault(name) != truth.GetValueOrDefault(name))
            .Select(name => $"{name} at {found.GetValueOrDefault(name, "none")} in place of {truth.GetValueOrDefault(name, "none")}").ToList();
        return names.Count == 0 ? null : $"{what}: {string.Join(", ", names)}";
    }
}
