using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Haproxy;
using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Tests.Golden;

/// <summary>A folder of <c>golden/</c>: a resource and its cluster, and the files that it comes to.</summary>
internal sealed class GoldenCase(string name)
{
    // what an agent would find
    private const string InterfaceOfNode = "eth0";

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Directory(), "..", "golden"));

    public static ImmutableArray<string> Names { get; } = [.. System.IO.Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public string Folder { get; } = Path.Combine(Root, name);

    /// <summary>As gathered from a cluster; two nodes, one for each datacenter, when the case does not care.</summary>
    public ClusterSnapshot Snapshot() => new()
    {
        Balancer = Documents("balancer.yaml")[0].Deserialize(BalancingJsonContext.Default.ExchangeBalancer)!,
        Nodes = [.. Documents(File.Exists(Path.Combine(Folder, "nodes.yaml")) ? "nodes.yaml" : "../nodes.yaml").Select(node => node.Deserialize(KubernetesJsonContext.Default.V1Node)!)],
        Secrets = Documents("secrets.yaml").Select(secret => Yaml.WithData(secret).Deserialize(KubernetesJsonContext.Default.V1Secret)!).ToImmutableDictionary(secret => secret.Metadata.Name!),
        // the certificates of the cases are valid from 2025 to 2125
        Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    /// <summary>Every file by its name, with a node that it is for and its interface.</summary>
    public static ImmutableSortedDictionary<string, (string Text, string Interface, string Node)> Render(ClusterSnapshot snapshot)
    {
        var plan = Planner.Plan(snapshot);
        var files = ImmutableSortedDictionary.CreateBuilder<string, (string, string, string)>(StringComparer.Ordinal);
        foreach (var datacenter in plan.Datacenters)
        {
            var found = datacenter.Interface ?? InterfaceOfNode;
            files.Add($"haproxy.{datacenter.Name}.cfg", (HaproxyRenderer.Render(plan, datacenter), found, datacenter.Nodes.FirstOrDefault()?.Name ?? "none"));
            foreach (var node in datacenter.Nodes)
                files.Add(ExchangeHA.Balancing.Planning.Names.KeepalivedFile(node.Name), (KeepalivedRenderer.Render(plan, datacenter, node), found, node.Name));
        }

        return files.ToImmutable();
    }

    private System.Text.Json.Nodes.JsonNode[] Documents(string file) =>
        File.Exists(Path.Combine(Folder, file)) ? [.. Yaml.Documents(File.ReadAllText(Path.Combine(Folder, file)))] : [];

    private static string Directory([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
