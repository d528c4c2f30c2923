using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>One of the golden resources with other values in some of its strings and of those of its Secrets, all from one number.</summary>
internal static class FuzzCase
{
    private static readonly ImmutableArray<(byte[] Balancer, ClusterSnapshot Cluster)> Bases =
        [.. GoldenCase.Names.Select(name => new GoldenCase(name).Snapshot()).Select(snapshot => (JsonSerializer.SerializeToUtf8Bytes(snapshot.Balancer, BalancingJsonContext.Default.ExchangeBalancer), snapshot))];

    public static ClusterSnapshot Of(int seed)
    {
        var random = new Random(seed);
        var (json, cluster) = Bases[random.Next(Bases.Length)];
        var balancer = JsonSerializer.Deserialize(json, BalancingJsonContext.Default.ExchangeBalancer)!;
        var fields = TextFields.Of(balancer);
        var referred = Referred(balancer).Select(selector => (Selector: selector, Value: Value(cluster, selector))).ToList();
        var certificates = Certificates(balancer).Select(reference => (Reference: reference, Secret: cluster.Secrets[reference.Name])).ToList();
        if (random.Next(8) == 0)
        {
            // all are new, and much of it is right
            foreach (var field in fields.Where(field => !field.Path.EndsWith("Name", StringComparison.Ordinal) || random.Next(2) == 0))
                field.Set(FuzzText.Alike(random, field.Value));
        }
        else
        {
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var field = fields[random.Next(fields.Count)];
                field.Set(FuzzText.Next(random, field.Value));
            }
        }

        // a reference that has become another one mostly leads somewhere, and what stands there is fuzzed too
        var secrets = random.Next(8) == 0 ? cluster.Secrets : ImmutableDictionary<string, V1Secret>.Empty;
        foreach (var (selector, value) in referred)
            secrets = secrets.SetItem(selector.Name, new V1Secret { Data = new Dictionary<string, byte[]>(StringComparer.Ordinal) { [selector.Key] = random.Next(3) == 0 ? value : Bytes(random, value) } });
        foreach (var (reference, secret) in certificates)
            secrets = secrets.SetItem(reference.Name, random.Next(8) == 0 ? Spoilt(random, secret) : secret);
        return cluster with { Balancer = balancer, Secrets = secrets };
    }

    private static byte[] Bytes(Random random, byte[] value)
    {
        if (random.Next(8) > 0)
            return Encoding.UTF8.GetBytes(FuzzText.Next(random, Encoding.UTF8.GetString(value)));
        var bytes = new byte[random.Next(12)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static V1Secret Spoilt(Random random, V1Secret secret)
    {
        var data = new Dictionary<string, byte[]>(secret.Data!, StringComparer.Ordinal);
        var key = data.Keys.ElementAt(random.Next(data.Count));
        data[key] = Bytes(random, data[key]);
        return new V1Secret { Metadata = secret.Metadata, Type = secret.Type, Data = data };
    }

    private static IEnumerable<CertificateReference> Certificates(ExchangeBalancer balancer) => balancer.Spec.Services.SelectMany(service => service.Bridging?.Certificates ?? []);

    private static byte[] Value(ClusterSnapshot cluster, SecretKeySelector selector) =>
        cluster.Secrets.TryGetValue(selector.Name, out var secret) && secret.Data?.TryGetValue(selector.Key, out var value) == true ? value : [];

    private static IEnumerable<SecretKeySelector> Referred(ExchangeBalancer balancer) =>
        new[] { balancer.Spec.Vip.Authentication, balancer.Spec.Stats?.Authentication, balancer.Spec.HealthCheck.Ca }.OfType<SecretReference>().Select(reference => reference.SecretKeyRef);
}
