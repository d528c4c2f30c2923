using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Hosting;

/// <summary>Which records are logged; may be changed while the program runs.</summary>
/// <param name="fallback">What counts where <see cref="Use"/> says nothing else.</param>
internal sealed class LogLevels(LogLevel fallback)
{
    private volatile Table _table = new(fallback, []);

    public bool IsEnabled(string? category, LogLevel level) => level >= _table.Of(category ?? "");

    /// <summary>
    /// Takes over levels from text: a line is a level for everything, such as <c>Warning</c>, or one for the categories that begin with a name, such as
    /// <c>ExchangeHA.Kubernetes=Debug</c>, of which the longest counts. Lines that are empty or begin with # say nothing.
    /// </summary>
    /// <exception cref="FormatException">A line is neither; then nothing changes.</exception>
    public void Use(string text)
    {
        var all = fallback;
        var categories = new List<(string Prefix, LogLevel Level)>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] is not '#'))
        {
            var parts = line.Split('=', StringSplitOptions.TrimEntries);
            if (parts.Length > 2 || !Enum.TryParse<LogLevel>(parts[^1], ignoreCase: true, out var level) || !Enum.IsDefined(level) || char.IsAsciiDigit(parts[^1][0]))
                throw new FormatException($"\"{line}\" is no log level: one of {string.Join(", ", Enum.GetNames<LogLevel>())} was expected, alone or after CATEGORY=.");
            if (parts.Length == 1)
                all = level;
            else
                categories.Add((parts[0], level));
        }
        _table = new Table(all, [.. categories.OrderByDescending(category => category.Prefix.Length)]);
    }

    /// <summary>As it was at the start.</summary>
    public void Reset() => _table = new Table(fallback, []);

    public override string ToString() => _table.ToString();

    private sealed record Table(LogLevel All, (string Prefix, LogLevel Level)[] Categories)
    {
        public LogLevel Of(string category)
        {
            foreach (var (prefix, level) in Categories)
            {
                if (category.StartsWith(prefix, StringComparison.Ordinal))
                    return level;
            }
            return All;
        }

        public override string ToString() => string.Join(", ", Categories.Select(category => $"{category.Prefix}={category.Level}").Prepend(All.ToString()));
    }
}
