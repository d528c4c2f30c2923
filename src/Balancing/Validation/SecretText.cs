using System.Text;

namespace ExchangeHA.Balancing.Validation;

/// <summary>A password as it is read from a Secret.</summary>
internal static class SecretText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Without the one line break at the end that an editor or <c>echo</c> leaves and nobody means; null when it is no UTF-8.</summary>
    public static string? Of(byte[] value)
    {
        try
        {
            var text = Strict.GetString(value);
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
