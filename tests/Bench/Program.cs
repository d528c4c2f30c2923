using ExchangeHA.Bench.Parts;
using ExchangeHA.Bench.Reporting;

// bench PART...: measures the parts, prints each one's table and writes it into $REPORT, if that names a file
IPart[] parts = [new DecodePart(), new StorePart(), new QueuePart(), new PlanPart(), new TrafficPart(), new FleetPart(), new ClusterPart()];
foreach (var name in args)
{
    if (Array.Find(parts, part => part.Name == name) is not { } part)
    {
        await Console.Error.WriteLineAsync($"There is no part {name}. There are {string.Join(", ", parts.Select(known => known.Name))}.");
        return 2;
    }
    var section = Report.Section(part.Title, await part.RunAsync());
    Console.WriteLine(section);
    if (Environment.GetEnvironmentVariable("REPORT") is { Length: > 0 } path)
        Report.Write(path, part.Title, section);
}
return 0;
