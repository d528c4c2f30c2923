using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Tests.Schema;

/// <summary>The metadata of <see cref="SchemaBuilderTests.Sample"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SchemaBuilderTests.Sample))]
internal sealed partial class SampleContext : JsonSerializerContext;
