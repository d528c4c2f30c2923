namespace ExchangeHA.Bench.Reporting;

/// <summary>The machine that the figures are of.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Environment.ProcessorCount} cores of {Field("/proc/cpuinfo", "model name")}, {Memory():0} GiB of memory, .NET {Environment.Version}";

    private static double Memory() => double.Parse(Field("/proc/meminfo", "MemTotal").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) / 1024 / 1024;

    private static string Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "an unknown model";
}
