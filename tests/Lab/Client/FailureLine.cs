using System.Text.Json.Serialization;

namespace ExchangeHA.Lab.Client;

/// <summary>One failed request, as a line of output.</summary>
internal sealed record FailureLine(DateTimeOffset Started, double TookMilliseconds, string Error)
{
    [JsonPropertyOrder(-1)]
    public string Event { get; } = "failure";
}
