using System.Text.Json.Nodes;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>The <c>exec</c> section of a kubeconfig user.</summary>
/// <param name="ClusterInfo">What the plugin is told of the cluster; null unless it asks for that by <c>provideClusterInfo</c>.</param>
internal sealed record ExecPlugin(
    string ApiVersion, string Command, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string? InstallHint, JsonObject? ClusterInfo);
