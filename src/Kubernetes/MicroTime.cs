using System.Globalization;

namespace ExchangeHA.Kubernetes;

/// <summary>The time format of leases and events. Servers read it only with exactly six decimals.</summary>
public static class MicroTime
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
