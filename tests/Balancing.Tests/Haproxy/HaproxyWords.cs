using System.Text;

namespace ExchangeHA.Balancing.Tests.Haproxy;

/// <summary>Splits a line as haproxy does (haproxy configuration manual, chapter 2.2); independent of the product's quoting.</summary>
internal static class HaproxyWords
{
    public static List<string> Of(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var index = 0; index < line.Length; index++)
        {
            switch (line[index])
            {
                case ' ' or '\t':
                    if (word is not null)
                        words.Add(word.ToString());
                    word = null;
                    break;
                case '#':
                    if (word is not null)
                        words.Add(word.ToString());
                    return words;
                case '\\':
                    (word ??= new()).Append(line[++index]);
                    break;
                case '\'':
                    var end = line.IndexOf('\'', index + 1);
                    (word ??= new()).Append(line.AsSpan(index + 1, end - index - 1));
                    index = end;
                    break;
                case '"' or '\n' or '\r' or '\0':
                    throw new InvalidDataException("The product never writes this outside strong quotes.");
                default:
                    (word ??= new()).Append(line[index]);
                    break;
            }
        }

        if (word is not null)
            words.Add(word.ToString());
        return words;
    }
}
