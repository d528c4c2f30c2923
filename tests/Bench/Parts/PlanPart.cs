using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Bench.Fleet;
using ExchangeHA.Bench.Measuring;
using ExchangeHA.Bench.Reporting;

namespace ExchangeHA.Bench.Parts;

/// <summary>From a resource to its objects: validate, plan, render, build; small, large, and one among a fleet.</summary>
internal sealed class PlanPart : IPart
{
    private static readonly OperatorSettings Settings = new() { NodeImage = "registry.example.com/node:1" };

    public string Name => "plan";

    public string Title => "From the resource to its objects";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var small = FleetObjects.Snapshot(FleetObjects.Balancer(0), FleetObjects.Nodes(0));
        var large = FleetObjects.Large(datacenters: 20, servers: 50, services: 9);
        var fleet = small with
        {
            OtherBalancers = [.. Enumerable.Range(1, 999).Select(index => new OtherBalancer(FleetObjects.Balancer(index)))],
            Nodes = [.. Enumerable.Range(0, 1000).SelectMany(FleetObjects.Nodes)],
        };
        var (one, allocatedOne) = await OfAsync(small, 100, Make);
        var (many, allocatedMany) = await OfAsync(large, 1, Make);
        var (alone, allocatedAlone) = await OfAsync(small, 100, snapshot => Validator.Validate(snapshot));
        var (among, allocatedAmong) = await OfAsync(fleet, 20, snapshot => Validator.Validate(snapshot));
        return
        [
            new Figure("Plan, render, build: 2 datacenters of 2 servers, 2 services", Show(one, allocatedOne)),
            new Figure("The same: 20 datacenters of 50 servers, 9 services", Show(many, allocatedMany), $"250 times as many servers: {Show(one, allocatedOne)}", many / one),
            new Figure("Validate", Show(alone, allocatedAlone)),
            new Figure("Validate among 1,000 balancers and 2,000 nodes", Show(among, allocatedAmong), $"alone: {Show(alone, allocatedAlone)}", among / alone, "10 s of processor before decision 20"),
        ];

        static string Show(TimeSpan time, long allocated) => $"{time.TotalMilliseconds:0.00} ms, {allocated / 1024:0} KiB";
    }

    private static async Task<(TimeSpan Time, long Allocated)> OfAsync(ClusterSnapshot snapshot, int times, Action<ClusterSnapshot> work)
    {
        var (time, allocated) = await Measure.BestAsync(() =>
        {
            for (var round = 0; round < times; round++)
                work(snapshot);
        });
        return (time / times, allocated / times);
    }

    private static void Make(ClusterSnapshot snapshot)
    {
        var plan = Planner.Plan(snapshot);
        _ = ManifestBuilder.Build(snapshot.Balancer, plan, ConfigurationRenderer.Render(plan), Settings);
    }
}
