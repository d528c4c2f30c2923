using System.Text.Json;

namespace ExchangeHA.Controller.Applying;

/// <summary>Whether an object is as wished: all that is wished for is there with the wished value. What the server or others added does not count.</summary>
internal static class Convergence
{
    public static bool IsConverged(JsonElement wished, JsonElement live) => wished.ValueKind switch
    {
        JsonValueKind.Object => live.ValueKind is JsonValueKind.Object && wished.EnumerateObject().All(property =>
            live.TryGetProperty(property.Name, out var value) ? IsConverged(property.Value, value) : IsEmpty(property.Value)),
        JsonValueKind.Array => live.ValueKind is JsonValueKind.Array && IsConvergedList(wished, live),
        JsonValueKind.String => live.ValueKind is JsonValueKind.String && wished.ValueEquals(live.GetString()),
        JsonValueKind.Number => live.ValueKind is JsonValueKind.Number && wished.GetRawText() == live.GetRawText(),
        _ => wished.ValueKind == live.ValueKind,
    };

    private static bool IsConvergedList(JsonElement wished, JsonElement live)
    {
        // lists of named things are merged by name, so others may have added some; of any other list each item counts
        if (wished.GetArrayLength() > 0 && wished.EnumerateArray().All(item => NameOf(item) is not null))
            return wished.EnumerateArray().All(item => live.EnumerateArray().Any(candidate => NameOf(candidate) == NameOf(item) && IsConverged(item, candidate)));
        return wished.GetArrayLength() == live.GetArrayLength()
            && wished.EnumerateArray().Zip(live.EnumerateArray()).All(pair => IsConverged(pair.First, pair.Second));
    }

    private static string? NameOf(JsonElement item) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String ? name.GetString() : null;

    // the server leaves out what is empty
    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Number => value.GetRawText() == "0",
        _ => value.ValueKind is JsonValueKind.False or JsonValueKind.Null,
    };
}
