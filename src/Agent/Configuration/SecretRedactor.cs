using System.Text.RegularExpressions;

namespace ExchangeHA.Agent.Configuration;

/// <summary>Takes the secrets of a configuration out of what a program said about it.</summary>
public static partial class SecretRedactor
{
    public static string Redact(string message, string configuration)
    {
        foreach (Match match in SecretWords().Matches(configuration))
        {
            foreach (var secret in Forms(match.Groups["secret"].Value))
                message = message.Replace(secret, "***", StringComparison.Ordinal);
        }

        return message.Trim();
    }

    /// <summary>As written, without quotes, and the part after <c>user:</c>.</summary>
    private static IEnumerable<string> Forms(string word)
    {
        var bare = Unescaped().Replace(word.Trim('"', '\''), "${character}");
        string[] forms = [word, bare, bare[(bare.IndexOf(':') + 1)..]];
        return forms.Where(form => form.Length > 0).Distinct().OrderByDescending(form => form.Length);
    }

    [GeneratedRegex("""^\s*(?:.*\s)?(?:auth_pass|password|insecure-password|auth_key|stats\s+auth)\s+(?<secret>"(?:\\.|[^"])*"|'[^']*'|(?:\\.|\S)+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretWords();

    [GeneratedRegex(@"\\(?<character>.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unescaped();
}
