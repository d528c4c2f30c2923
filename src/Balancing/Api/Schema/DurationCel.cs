namespace ExchangeHA.Balancing.Api.Schema;

/// <summary>Durations in CEL, which counts as Go does: it knows no days.</summary>
internal static class DurationCel
{
    private const long Day = 86_400_000;

    // as numbers: the server cannot estimate the cost of a text that is put together from a number
    private const string Milliseconds = "self.contains('d') ? int(self.split('d')[0]) * 86400000 + duration('0s' + self.split('d')[1]).getMilliseconds() : duration(self).getMilliseconds()";

    public static (string Rule, string Message) InRange(DurationRangeAttribute range)
    {
        var (minimum, maximum) = (new Duration(range.Minimum), new Duration(range.Maximum));
        return (
            maximum.Milliseconds < Day
                ? $"!self.contains('d') && duration(self) >= duration('{minimum}') && duration(self) <= duration('{maximum}')"
                : $"[{Milliseconds}].all(time, time >= {minimum.Milliseconds} && time <= {maximum.Milliseconds})",
            $"Write {minimum} to {maximum}.");
    }
}
