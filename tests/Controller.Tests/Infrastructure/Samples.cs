using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Controller.Tests.Infrastructure;

/// <summary>Objects that tests begin with.</summary>
internal static class Samples
{
    private static readonly string Recipe = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../config/samples/recipe.yaml"));

    /// <summary>The published sample's balancer, exchange/mail.</summary>
    public static ExchangeBalancer Balancer() => ApiJson.FromNode<ExchangeBalancer>(Documents("ExchangeBalancer").Single());

    /// <summary>The passwords that the sample refers to.</summary>
    public static IEnumerable<V1Secret> Passwords() => Documents("Secret").Select(document =>
    {
        // as the API server stores it
        var strings = document["stringData"]!.AsObject();
        var secret = ApiJson.FromNode<V1Secret>(document);
        secret.Data = strings.ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(pair.Value!.GetValue<string>()), StringComparer.Ordinal);
        return secret;
    });

    public static V1Node Node(string name, string datacenter, string address) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["topology.kubernetes.io/zone"] = datacenter } },
        Status = new V1NodeStatus { Addresses = [new V1NodeAddress { Type = "InternalIP", Address = address }] },
    };

    /// <summary>A Ready pod of a daemon on a node.</summary>
    public static V1Pod Pod(string node, string datacenter, string component, string templateHash = "1") => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = $"{component}-{node}",
            Namespace = Cluster.Namespace,
            Labels = Labels.OfDaemon(new Daemon(Cluster.Namespace, Cluster.Balancer, datacenter, component)),
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Names.TemplateHash] = templateHash },
            OwnerReferences = [new V1OwnerReference { Kind = "DaemonSet", Name = Names.Daemon(Cluster.Balancer, datacenter, component), Controller = true }],
        },
        Spec = new V1PodSpec { NodeName = node },
        Status = new V1PodStatus { Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }] },
    };

    public static BalancerNode Report(string node, string datacenter) => new()
    {
        Metadata = new V1ObjectMeta { Name = Names.BalancerNode(Cluster.Balancer, node), Namespace = Cluster.Namespace, Labels = Labels.OfDatacenter(Cluster.Balancer, datacenter) },
        Spec = new BalancerNodeSpec { Balancer = Cluster.Balancer, Datacenter = datacenter, Node = node },
    };

    private static IEnumerable<JsonNode> Documents(string kind) => YamlToJson.ReadAll(Recipe).Where(document => document["kind"]!.GetValue<string>() == kind);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
