namespace ExchangeHA.Faults.Tests.Infrastructure;

/// <summary>
/// What the schedules of faults are made from: a few that every run repeats, or only the one that FAULT_SEED names, or with
/// FAULT_SEED=random ten that no run had before. A test's name ends with its seed.
/// </summary>
public static class Seeds
{
    public const string Variable = "FAULT_SEED";

    public static TheoryData<int> All { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => [1, 2, 3],
        "random" => [.. Enumerable.Range(0, 10).Select(_ => Random.Shared.Next(1000, int.MaxValue))],
        { } seed => [int.Parse(seed)],
    };

    /// <summary>Runs a schedule; a failure tells how to repeat it.</summary>
    public static async Task RunAsync(int seed, Func<Random, Task> schedule)
    {
        try
        {
            await schedule(new Random(seed));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed} failed; {Variable}={seed} repeats its schedule. {exception.Message}", exception);
        }
    }
}
