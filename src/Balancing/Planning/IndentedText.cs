using System.Text;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Text under construction that nests fragments at the indentation of the line they stand on.</summary>
internal sealed class IndentedText
{
    private readonly StringBuilder _text = new();
    private bool _lineVanishes;

    public char? Last => _text.Length == 0 ? null : _text[^1];

    public void Append(string text)
    {
        if (_lineVanishes && text.Length > 0)
        {
            _lineVanishes = false;
            if (text[0] == '\n')
                text = text[1..];
        }

        _text.Append(text);
    }

    /// <summary>Every line of the fragment gets the current line's indentation; an empty one takes a line that holds nothing else away with it.</summary>
    public void AppendFragment(string fragment)
    {
        var line = CurrentLine();
        var isAlone = string.IsNullOrWhiteSpace(line);
        if (fragment.Length == 0)
        {
            if (!isAlone)
                return;
            _text.Length -= line.Length;
            _lineVanishes = true;
            return;
        }

        _lineVanishes = false;
        var indentation = line[..(line.Length - line.TrimStart(' ').Length)];
        _text.Append(fragment.Replace("\n", "\n" + indentation, StringComparison.Ordinal).Replace("\n" + indentation + "\n", "\n\n", StringComparison.Ordinal));
    }

    /// <summary>Without the newline that a vanished last line leaves behind.</summary>
    public override string ToString() => _text.ToString().TrimEnd('\n');

    private string CurrentLine()
    {
        var start = _text.Length;
        while (start > 0 && _text[start - 1] != '\n')
            start--;
        return _text.ToString(start, _text.Length - start);
    }
}
