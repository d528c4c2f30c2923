using ExchangeHA.Balancing.Api;
using ExchangeHA.Bench.Measuring;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Bench.Traffic;

namespace ExchangeHA.Bench.Parts;

/// <summary>What the generated configuration costs the clients, beside the recipe's own, in turns: new TLS connections and bytes on kept ones, by TLS version.</summary>
internal sealed class TrafficPart : IPart
{
    private const int Rounds = 5;
    private const string Recipe = "recipe";
    private const string Same = "same";
    private const string Default = "default";

    public string Name => "traffic";

    public string Title => "Traffic through haproxy";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new List<Figure>();
        foreach (var version in new[] { "TLSv1.2", "TLSv1.3" })
        {
            var directory = Directory.CreateTempSubdirectory("exchange-ha-traffic-");
            try
            {
                figures.AddRange(await OfAsync(directory.FullName, version));
            }
            finally
            {
                directory.Delete(recursive: true);
            }
        }
        return figures;
    }

    private static async Task<IEnumerable<Figure>> OfAsync(string directory, string version)
    {
        using var servers = new TlsServers(directory, version);
        await servers.AnswerAsync();
        using var recipe = new HaproxyProcess(directory, Recipe, Balancers.Recipe());
        using var same = new HaproxyProcess(directory, Same, Balancers.Generated(directory, "127.31.0.2", new AffinitySpec { Type = AffinityType.TLSSessionID, Expire = "10s", Size = 30720 }));
        using var none = new HaproxyProcess(directory, Default, Balancers.Generated(directory, "127.31.0.3", new AffinitySpec()));
        (string Name, HaproxyProcess Process, string Address)[] balancers = [(Recipe, recipe, Balancers.RecipeAddress), (Same, same, "127.31.0.2"), (Default, none, "127.31.0.3")];
        var rounds = balancers.ToDictionary(balancer => balancer.Name, _ => new List<Round>(), StringComparer.Ordinal);
        foreach (var (_, process, address) in balancers)
            await process.AnswersAsync(address);
        for (var round = 0; round < Rounds; round++)
        {
            // each goes first in its turn
            foreach (var (name, process, address) in balancers[(round % balancers.Length)..].Concat(balancers[..(round % balancers.Length)]))
                rounds[name].Add(await Round.MeasureAsync(process, address, version));
        }

        var (theirs, ours, free) = (rounds[Recipe], rounds[Same], rounds[Default]);
        return
        [
            More("new connections a second", "the recipe's affinity", ours, round => round.New),
            More("new connections a second", "the default, no affinity", free, round => round.New),
            More("resumed connections a second", "the recipe's affinity", ours, round => round.Resumed),
            More("resumed connections a second", "the default, no affinity", free, round => round.Resumed),
            Less("until TLS stands, p50", ours, round => round.HandshakeP50, "ms"),
            Less("until TLS stands, p99", ours, round => round.HandshakeP99, "ms"),
            Less("haproxy's processor time for 1,000 new connections", ours, round => round.ProcessorOfThousand, "ms"),
            More("MB/s on 16 kept connections", "the recipe's affinity", ours, round => round.Megabytes),
            More("answers a second on 16 kept connections", "the recipe's affinity", ours, round => round.Answers),
            Less("until an answer on one of them, p50", ours, round => round.AnswerP50, "ms"),
            Less("until an answer on one of them, p99", ours, round => round.AnswerP99, "ms"),
        ];

        static double Median(List<Round> rounds, Func<Round, double> of) => Measure.Percentile(rounds.Select(of), 0.5);

        // so that at least 1.0 is no worse than the recipe, whichever way is better
        Figure More(string what, string with, List<Round> here, Func<Round, double> of)
        {
            var (mine, other) = (Median(here, of), Median(theirs, of));
            return new Figure($"{version}: {what}, {with}", $"{mine:0}", $"the recipe: {other:0}", mine / other, "aim at least 1.0");
        }

        Figure Less(string what, List<Round> here, Func<Round, double> of, string unit)
        {
            var (mine, other) = (Median(here, of), Median(theirs, of));
            return new Figure($"{version}: {what}", $"{mine:0.00} {unit}", $"the recipe: {other:0.00} {unit}", other / mine, "aim at least 1.0, the recipe's by ours");
        }
    }
}
