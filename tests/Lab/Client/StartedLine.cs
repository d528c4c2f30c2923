using System.Text.Json.Serialization;

namespace ExchangeHA.Lab.Client;

/// <summary>The first line of output: requests are being sent from now on.</summary>
internal sealed record StartedLine(DateTimeOffset At)
{
    [JsonPropertyOrder(-1)]
    public string Event { get; } = "started";
}
