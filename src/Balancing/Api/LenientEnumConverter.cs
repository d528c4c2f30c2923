using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>Reads an enum by name; a name this version does not know becomes an undefined value, which validation refuses by field, instead of making the whole list unreadable.</summary>
public sealed class LenientEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && Enum.TryParse<T>(reader.GetString(), ignoreCase: false, out var value) && Enum.IsDefined(value))
            return value;
        reader.TrySkip();
        return (T)Enum.ToObject(typeof(T), -1);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
