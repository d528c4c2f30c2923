using System.Security.Cryptography;
using System.Text.Json;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>Puts a pod into a DaemonSet whose pods the operator replaces itself, one at a time (<c>OnDelete</c>).</summary>
internal static class DaemonSetBuilder
{
    public static V1DaemonSet Build(Daemon daemon, V1OwnerReference owner, V1PodSpec pod)
    {
        var template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = Labels.OfDaemon(daemon) }, Spec = pod };
        template.Metadata.Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Names.TemplateHash] = HashOf(template) };
        return new V1DaemonSet
        {
            Metadata = Metadata.Of(daemon, owner),
            Spec = new V1DaemonSetSpec
            {
                Selector = new V1LabelSelector { MatchLabels = Labels.SelectorOf(daemon) },
                UpdateStrategy = new V1DaemonSetUpdateStrategy { Type = "OnDelete" },
                RevisionHistoryLimit = 2,
                Template = template,
            },
        };
    }

    private static string HashOf(V1PodTemplateSpec template) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(template, KubernetesJsonContext.Default.V1PodTemplateSpec)))[..16];
}
