using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.FakeApiServer.Resources;

/// <summary>The kinds that this project uses: Kubernetes' own, by the rules of 1.20, and the custom ones from <c>crds/</c>.</summary>
public static class ResourceKinds
{
    private static readonly ResourceKind[] BuiltIn =
    [
        new("", "v1", "configmaps", "ConfigMap"),
        new("", "v1", "secrets", "Secret") { SelectableFields = ["type"] },
        new("", "v1", "serviceaccounts", "ServiceAccount") { AllowsUnconditionalUpdate = false },
        new("", "v1", "pods", "Pod") { HasStatus = true, DeletesGracefully = true, SelectableFields = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP"] },
        new("", "v1", "nodes", "Node") { Namespaced = false, HasStatus = true, SelectableFields = ["spec.unschedulable"] },
        new("", "v1", "namespaces", "Namespace") { Namespaced = false, HasStatus = true, SelectableFields = ["status.phase"] },
        new("apps", "v1", "daemonsets", "DaemonSet") { HasStatus = true, HasGeneration = true },
        new("coordination.k8s.io", "v1", "leases", "Lease") { AllowsUnconditionalUpdate = false, AllowsCreateOnUpdate = true },
        new("events.k8s.io", "v1", "events", "Event") { AllowsCreateOnUpdate = true, SelectableFields = ["reason", "type"] },
        new("rbac.authorization.k8s.io", "v1", "roles", "Role") { AllowsCreateOnUpdate = true },
        new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding") { AllowsCreateOnUpdate = true },
    ];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } = [.. BuiltIn, .. CustomResources()];

    /// <summary>The definitions of the custom kinds, as they are committed.</summary>
    public static IEnumerable<JsonObject> CustomResourceDefinitions([CallerFilePath] string thisFile = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../crds"), "*.yaml").Order(StringComparer.Ordinal)
            .SelectMany(file => YamlToJson.ReadAll(File.ReadAllText(file)))
            .OfType<JsonObject>()
            .Where(document => (string?)document["kind"] == "CustomResourceDefinition");

    public static ResourceKind? Find(string group, string version, string plural) =>
        All.FirstOrDefault(kind => kind.Group == group && kind.Version == version && kind.Plural == plural);

    private static IEnumerable<ResourceKind> CustomResources() => CustomResourceDefinitions().Select(definition =>
    {
        var spec = definition["spec"]!;
        var version = spec["versions"]!.AsArray().Single(version => (bool)version!["storage"]!)!;
        return new ResourceKind((string)spec["group"]!, (string)version["name"]!, (string)spec["names"]!["plural"]!, (string)spec["names"]!["kind"]!)
        {
            Namespaced = (string?)spec["scope"] == "Namespaced",
            HasStatus = version["subresources"]?["status"] is not null,
            HasGeneration = true,
            AllowsUnconditionalUpdate = false,
            // as text and back: only numbers that were parsed convert to whatever type is asked for
            Schema = JsonNode.Parse(version["schema"]!["openAPIV3Schema"]!.ToJsonString())!.AsObject(),
        };
    });
}
