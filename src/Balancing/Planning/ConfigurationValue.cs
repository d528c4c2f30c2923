namespace ExchangeHA.Balancing.Planning;

/// <summary>What no configuration language can take, however it quotes.</summary>
internal static class ConfigurationValue
{
    /// <summary>Refuses such a value.</summary>
    /// <exception cref="ConfigurationValueException">The value is empty or holds a control character or half a surrogate pair.</exception>
    public static void Check(string value)
    {
        // an empty word ends a haproxy line's arguments, and keepalived drops it
        if (value.Length == 0)
            throw new ConfigurationValueException("nothing");
        for (var index = 0; index < value.Length; index++)
        {
            if (char.IsControl(value[index]))
                throw new ConfigurationValueException("a control character");
            if (index + 1 < value.Length && char.IsSurrogatePair(value[index], value[index + 1]))
                index++;
            else if (char.IsSurrogate(value[index]))
                throw new ConfigurationValueException("half a character");
        }
    }
}
