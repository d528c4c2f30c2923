namespace ExchangeHA.Balancing.Validation.Reading;

/// <summary>Finds what somebody meant to write.</summary>
internal static class Spelling
{
    /// <summary>More mistakes than these make another word.</summary>
    private const int Mistakes = 2;

    /// <summary>No field's name comes near: a longer one is no typing error, and would be slow to compare.</summary>
    private const int Longest = 64;

    /// <summary>The known name that is meant, or all of them.</summary>
    public static string Advice(string written, IReadOnlyCollection<string> known)
    {
        var nearest = (written.Length > Longest ? [] : known)
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(entry => entry.Distance <= Mistakes && entry.Distance < entry.Name.Length)
            .OrderBy(entry => entry.Distance).ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => entry.Name).FirstOrDefault();
        return nearest is null ? $"Known here are {string.Join(", ", known)}." : $"Is {nearest} meant?";
    }

    /// <summary>Levenshtein's: letters to insert, delete or replace.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
