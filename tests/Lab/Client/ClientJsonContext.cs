using System.Text.Json.Serialization;

namespace ExchangeHA.Lab.Client;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StartedLine))]
[JsonSerializable(typeof(FailureLine))]
[JsonSerializable(typeof(Summary))]
internal sealed partial class ClientJsonContext : JsonSerializerContext;
