using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Operator.Rendering;

/// <summary>Objects as YAML documents, in the order in which the operator applies them.</summary>
internal static class ManifestYaml
{
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
        var json = ControllerJson.ToNode(value).AsObject();
        // an owner that does not exist yet has no uid, and one of a made-up uid would have the object collected as garbage
        if (value.Metadata.OwnerReferences?.Exists(owner => string.IsNullOrEmpty(owner.Uid)) == true)
            json["metadata"]!.AsObject().Remove("ownerReferences");
        return json;
    }
}
