using System.Text.Json.Nodes;

namespace ExchangeHA.Balancing.Api.Schema;

/// <summary>The schema of a condition, with the bounds that Kubernetes gives its own (<c>metav1.Condition</c>).</summary>
internal static class ConditionSchema
{
    public static JsonObject Create() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("type", "status", "lastTransitionTime", "reason", "message"),
        ["properties"] = new JsonObject
        {
            ["type"] = Text("What the condition speaks of.", 1, 316,
                @"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$"),
            ["status"] = new JsonObject
            {
                ["description"] = "Whether it is so.",
                ["type"] = "string",
                ["enum"] = new JsonArray("True", "False", "Unknown"),
            },
            ["observedGeneration"] = new JsonObject
            {
                ["description"] = "The generation of the resource that the condition speaks of.",
                ["type"] = "integer",
                ["format"] = "int64",
                ["minimum"] = 0,
            },
            ["lastTransitionTime"] = new JsonObject
            {
                ["description"] = "When the status last changed.",
                ["type"] = "string",
                ["format"] = "date-time",
            },
            ["reason"] = Text("Why, in one word for programs.", 1, 1024, "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$"),
            ["message"] = Text("Why, in words for people.", 0, 32768, pattern: null),
        },
    };

    private static JsonObject Text(string description, int minimum, int maximum, string? pattern)
    {
        var schema = new JsonObject { ["description"] = description, ["type"] = "string" };
        if (minimum > 0)
            schema["minLength"] = minimum;
        schema["maxLength"] = maximum;
        if (pattern is not null)
            schema["pattern"] = pattern;
        return schema;
    }
}
