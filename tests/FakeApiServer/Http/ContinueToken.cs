using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExchangeHA.FakeApiServer.Http;

/// <summary>Where the next page of a list begins.</summary>
/// <param name="After">The path of the last object of the page before.</param>
internal sealed record ContinueToken(long Version, string After)
{
    /// <exception cref="ApiException">400: the token is none of this server's.</exception>
    public static ContinueToken? Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        try
        {
            var body = JsonNode.Parse(Convert.FromBase64String(token))!;
            return new ContinueToken((long)body["rv"]!, (string)body["start"]!);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or NullReferenceException)
        {
            throw ApiException.BadRequest("continue key is not valid");
        }
    }

    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject { ["rv"] = Version, ["start"] = After }.ToJsonString()));
}
