using System.Text.Json.Nodes;

namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>The API server's audit log, as rights that were used: <c>NAMESPACE VERB GROUP/RESOURCE</c> (Kubernetes, "Auditing").</summary>
internal sealed record AuditLog(ILookup<string, string> Used, ILookup<string, string> Refused)
{
    private const string Prefix = "system:serviceaccount:exchange:";

    public static string Right(string? @namespace, string verb, string? group, string resource) => $"{(string.IsNullOrEmpty(@namespace) ? "*" : @namespace)} {verb} {group}/{resource}";

    /// <summary>By the name of the ServiceAccount.</summary>
    public static AuditLog Read(string path)
    {
        var events = Lines(path)
            // a line that is being written
            .Where(line => line.EndsWith('}'))
            .Select(line => JsonNode.Parse(line)!)
            .Where(entry => entry["objectRef"] is not null && ((string?)entry["user"]?["username"])?.StartsWith(Prefix, StringComparison.Ordinal) == true)
            .SelectMany(Rights)
            .Distinct()
            .ToList();
        return new AuditLog(
            events.Where(entry => !entry.Refused).ToLookup(entry => entry.User, entry => entry.Right, StringComparer.Ordinal),
            events.Where(entry => entry.Refused).ToLookup(entry => entry.User, entry => entry.Right, StringComparer.Ordinal));
    }

    /// <summary>Writes of that ServiceAccount, of leases and events apart: an idle leader goes on renewing, and events take nothing from anybody.</summary>
    public static int WritesOf(string account, string path) => Lines(path)
        .Where(line => line.EndsWith('}') && line.Contains($"\"{Prefix}{account}\"", StringComparison.Ordinal))
        .Select(line => JsonNode.Parse(line)!)
        .Count(entry => (string?)entry["verb"] is "create" or "update" or "patch" or "delete" && (string?)entry["objectRef"]?["resource"] is not ("leases" or "events"));

    private static IEnumerable<(string User, string Right, bool Refused)> Rights(JsonNode entry)
    {
        var (what, verb, code) = (entry["objectRef"]!, (string)entry["verb"]!, (int?)entry["responseStatus"]?["code"]);
        var user = ((string)entry["user"]!["username"]!)[Prefix.Length..];
        var resource = (string)what["resource"]! + ((string?)what["subresource"] is { } part ? $"/{part}" : "");
        yield return (user, Right((string?)what["namespace"], verb, (string?)what["apiGroup"], resource), code == 403);
        // an apply that makes its object needs the right to create it as well
        if (verb == "patch" && code == 201)
            yield return (user, Right((string?)what["namespace"], "create", (string?)what["apiGroup"], resource), false);
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
