using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.Faults.Tests.Churn;

/// <summary>Objects that come, change and go, written past the network.</summary>
internal sealed class Population(FakeServer server, Random random)
{
    private const int Size = 60;

    private static readonly ResourceKind ConfigMaps = ResourceKinds.Find("", "v1", "configmaps")!;

    public void Churn()
    {
        var key = new ObjectKey(ConfigMaps, Mirror.Parents, $"key-{random.Next(Size)}");
        if (server.Store.Find(key) is not null && random.Next(4) == 0)
        {
            server.Remove(key);
            return;
        }
        server.Set(key, new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [Mirror.Label] = random.Next(2) == 0 ? "left" : "right" } },
            ["data"] = new JsonObject { ["value"] = new string('x', random.Next(2000)) },
        });
    }

    /// <summary>The versions of what the server has, by name.</summary>
    public Dictionary<string, string> Truth(string @namespace, Predicate<StoredObject>? where = null) => server.Store.List(ConfigMaps, @namespace).Objects
        .Where(item => where is null || where(item)).ToDictionary(item => item.Key.Name, item => item.Text("metadata.resourceVersion")!, StringComparer.Ordinal);

    /// <summary>What each child says of its parent.</summary>
    public Dictionary<string, string> Children() => server.Store.List(ConfigMaps, Mirror.Children).Objects
        .ToDictionary(item => item.Key.Name, item => item.Text("data.of")!, StringComparer.Ordinal);
}
