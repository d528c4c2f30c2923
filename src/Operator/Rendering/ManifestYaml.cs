using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Operator.Rendering;

/// <summary>Objects as YAML documents, in the order in which the operator applies them.</summary>
internal static class ManifestYaml
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(KubernetesJsonContext.Default, BalancingJsonContext.Default),
    };

    public static string Write(ManifestSet manifests)
    {
        IEnumerable<JsonObject> objects =
        [
            .. manifests.ServiceAccounts.Select(Json), .. manifests.Roles.Select(Json), .. manifests.RoleBindings.Select(Json),
            .. manifests.Secrets.Select(Json), .. manifests.BalancerNodes.Select(Json), .. manifests.DaemonSets.Select(Json),
        ];
        return string.Concat(objects.Select(json => "---\n" + YamlText.Write(json)));
    }

    private static JsonObject Json<T>(T value)
        where T : IKubernetesObject
    {
        var json = JsonSerializer.SerializeToNode(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)))!.AsObject();
        // an owner that does not exist yet has no uid, and one of a made-up uid would have the object collected as garbage
        if (value.Metadata.OwnerReferences?.Exists(owner => string.IsNullOrEmpty(owner.Uid)) == true)
            json["metadata"]!.AsObject().Remove("ownerReferences");
        return json;
    }
}
