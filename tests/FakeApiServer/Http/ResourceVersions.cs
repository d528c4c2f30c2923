namespace ExchangeHA.FakeApiServer.Http;

/// <summary>Resource versions in requests.</summary>
internal static class ResourceVersions
{
    /// <summary>0 for none: both mean "whatever there is".</summary>
    /// <exception cref="ApiException">400: not a version.</exception>
    public static long Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 0;
        return long.TryParse(text, out var version) && version >= 0 ? version : throw ApiException.BadRequest($"Invalid value: \"{text}\": a resource version is a number");
    }
}
