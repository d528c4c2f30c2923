using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;
using ExchangeHA.Balancing.Validation;
using Xunit.Abstractions;

namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>
/// Hostile and random values in every string of the resource and of its Secrets. <c>FUZZ</c> is how many resources (2,000), <c>SEED</c> the first one's number (1, so that
/// every run of the tests tries the same; <c>random</c> tries what no run had before); a failure names its own, and <c>SEED=that FUZZ=1</c> repeats it.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Batch = 100;
    private static readonly string[] Roots = [.. DaemonCheck.Roots()];

    [Fact]
    public void Whatever_is_written_is_refused_or_comes_to_what_the_plan_holds_and_the_real_programs_take()
    {
        var count = Number("FUZZ") ?? 2000;
        var first = Environment.GetEnvironmentVariable("SEED") == "random" ? Random.Shared.Next(1_000_000_000) : Number("SEED") ?? 1;
        var accepted = 0;
        var failures = new ConcurrentQueue<string>();
        var watch = Stopwatch.StartNew();

        Parallel.ForEach(Enumerable.Range(first, count).Chunk(Batch), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seeds, state) =>
        {
            var files = new List<DaemonFile>();
            foreach (var seed in seeds)
            {
                try
                {
                    var made = FilesOf(seed);
                    files.AddRange(made);
                    Interlocked.Add(ref accepted, made.Count > 0 ? 1 : 0);
                }
                catch (Exception exception)
                {
                    failures.Enqueue($"SEED={seed} FUZZ=1: {exception}");
                }
            }

            // each file is asked of one of the versions, in turns; a case that is repeated of all
            foreach (var (root, turn) in Roots.Select((root, turn) => (root, turn)))
            {
                foreach (var (file, said) in DaemonBatch.Refused(root, [.. files.Where((_, index) => count == 1 || index % Roots.Length == turn)]))
                    failures.Enqueue($"SEED={file.Case} FUZZ=1: {root} {file.Name}: {said}");
            }

            if (failures.Count > 10)
                state.Stop();
        });

        output.WriteLine($"{count} resources from {first} on, {accepted} accepted, {watch.Elapsed.TotalSeconds:0} s");
        failures.ShouldBeEmpty(string.Join("\n\n", failures.Take(5)));
        // a fuzzer of which everything is refused, or nothing, tests nothing
        if (count >= 100)
            ((double)accepted / count).ShouldBeInRange(0.05, 0.95);
    }

    /// <summary>None when validation refuses the resource.</summary>
    private static List<DaemonFile> FilesOf(int seed)
    {
        var snapshot = FuzzCase.Of(seed);
        if (Validator.Validate(snapshot).Any(finding => finding.Severity is Severity.Error))
            return [];
        var plan = Planner.Plan(snapshot);
        var rendered = GoldenCase.Render(snapshot);
        foreach (var datacenter in plan.Datacenters)
        {
            FuzzExpectations.Haproxy(rendered[$"haproxy.{datacenter.Name}.cfg"].Text, plan, datacenter);
            foreach (var node in datacenter.Nodes)
                FuzzExpectations.Keepalived(rendered[Names.KeepalivedFile(node.Name)].Text, plan, datacenter, node);
        }

        return [.. rendered.Select(file => new DaemonFile(seed, file.Key, InterfacePlaceholder.Fill(file.Value.Text, file.Value.Interface), file.Value.Interface, file.Value.Node, plan.Files))];
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
