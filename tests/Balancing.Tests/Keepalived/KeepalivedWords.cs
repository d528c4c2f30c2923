namespace ExchangeHA.Balancing.Tests.Keepalived;

/// <summary>Splits a line as keepalived does: words end at white space and at quotes, a comment begins at ! or # outside quotes; independent of the product's quoting.</summary>
internal static class KeepalivedWords
{
    public static List<string> Of(string line)
    {
        var words = new List<string>();
        for (var index = 0; index < line.Length;)
        {
            var character = line[index];
            if (character is '!' or '#')
                break;
            if (character is '\\' or '\n' or '\0')
                throw new InvalidDataException("The product never writes this.");
            if (character is ' ' or '\t')
            {
                index++;
            }
            else if (character == '"')
            {
                var end = line.IndexOf('"', index + 1);
                words.Add(line[(index + 1)..end]);
                index = end + 1;
            }
            else
            {
                var end = line.IndexOfAny([' ', '\t', '"', '!', '#'], index);
                end = end < 0 ? line.Length : end;
                words.Add(line[index..end]);
                index = end;
            }
        }

        return words;
    }
}
