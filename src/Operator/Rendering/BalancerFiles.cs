using System.Collections.Immutable;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Operator.Rendering;

/// <summary>What a balancer comes to, as files.</summary>
internal static class BalancerFiles
{
    /// <summary>haproxy's configuration for each datacenter, keepalived's for each node, the files that they name, and the objects; in folders by namespace and name.</summary>
    /// <param name="snapshot">One without errors.</param>
    public static ImmutableArray<(string Path, string Text)> Of(ClusterSnapshot snapshot, OperatorSettings settings)
    {
        var plan = Planner.Plan(snapshot);
        var rendered = ConfigurationRenderer.Render(plan);
        var folder = $"{plan.Name.Namespace}/{plan.Name.Name}";
        var files = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var datacenter in plan.Datacenters)
        {
            files.Add(($"{folder}/haproxy.{datacenter.Name}.cfg", rendered.Haproxy[datacenter.Name].Text.Reveal));
            files.AddRange(rendered.Keepalived[datacenter.Name].Select(file => ($"{folder}/{file.Name}", file.Text.Reveal)));
        }

        files.AddRange(rendered.Haproxy.Values.SelectMany(file => file.Files).DistinctBy(file => file.Name).Select(file => ($"{folder}/files/{file.Name}", file.Text.Reveal)));
        files.Add(($"{folder}/manifests.yaml", ManifestYaml.Write(ManifestBuilder.Build(snapshot.Balancer, plan, rendered, settings))));
        return files.ToImmutable();
    }
}
