using System.Text.Json;
using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Contract.Tests.Cel;

/// <summary>A resource of which a rule says the same in C# and in CEL.</summary>
/// <param name="Rule">The class of the rule.</param>
/// <param name="Changes">What makes it of one that is right: paths below <c>spec</c>, with their JSON; null takes a field away.</param>
/// <param name="IsRight">What the rule says.</param>
public sealed record CelCase(Type Rule, bool IsRight, params (string Path, string? Json)[] Changes)
{
    private const string Right = """
        {
          "apiVersion": "exchange-ha.io/v1alpha1", "kind": "ExchangeBalancer", "metadata": { "name": "mail", "namespace": "exchange" },
          "spec": {
            "vip": { "addresses": ["172.30.129.131/24"] },
            "services": [{ "name": "https", "port": 443 }, { "name": "smtp", "port": 25, "protocol": "SMTP" }],
            "healthCheck": {}, "timeouts": {},
            "datacenters": [
              { "name": "dc1", "priority": 101, "interface": "ens160", "nodeSelector": { "zone": "dc1" }, "backends": [{ "name": "exch1", "host": "exch1.domain.com" }] },
              { "name": "dc2", "priority": 100, "interface": "ens192", "nodeSelector": { "zone": "dc2" }, "backends": [{ "name": "exch2", "host": "exch2.domain.com" }] }
            ]
          }
        }
        """;

    /// <summary>As an administrator writes it, without defaults.</summary>
    public JsonObject Json()
    {
        var resource = JsonNode.Parse(Right)!.AsObject();
        foreach (var (path, json) in Changes)
        {
            var names = path.StartsWith("metadata.", StringComparison.Ordinal) ? path.Split('.') : ["spec", .. path.Split('.')];
            var parent = names[..^1].Aggregate((JsonNode)resource, (node, name) => node is JsonArray list ? list[int.Parse(name)]! : node[name]!);
            if (parent is JsonArray items)
                items[int.Parse(names[^1])] = JsonNode.Parse(json!);
            else if (json is null)
                parent.AsObject().Remove(names[^1]);
            else
                parent[names[^1]] = JsonNode.Parse(json);
        }

        return resource;
    }

    public ExchangeBalancer Balancer() => Json().Deserialize(BalancingJsonContext.Default.ExchangeBalancer)!;

    /// <summary>What the rule's CEL says when it refuses, each part of it in words of its own.</summary>
    public IReadOnlyList<string> Messages() => CelCases.MessagesOf(Rule);

    public override string ToString() => $"{Rule.Name} {(IsRight ? "takes" : "refuses")} {string.Join(", ", Changes.Select(change => $"{change.Path}: {change.Json ?? "nothing"}"))}";
}
