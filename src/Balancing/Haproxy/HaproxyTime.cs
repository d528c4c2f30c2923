using System.Globalization;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>Times as haproxy writes them (haproxy configuration manual, chapter 2.5).</summary>
internal static class HaproxyTime
{
    private static readonly (string Name, long Milliseconds)[] Units = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    public static string Format(TimeSpan value)
    {
        var milliseconds = (long)value.TotalMilliseconds;
        if (milliseconds == 0)
            return "0";
        var (name, size) = Array.Find(Units, unit => milliseconds % unit.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / size}{name}");
    }
}
