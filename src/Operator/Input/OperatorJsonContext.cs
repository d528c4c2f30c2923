using System.Text.Json.Serialization;

namespace ExchangeHA.Operator.Input;

/// <summary>The JSON that the verbs print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(FindingJson[]))]
internal sealed partial class OperatorJsonContext : JsonSerializerContext;
