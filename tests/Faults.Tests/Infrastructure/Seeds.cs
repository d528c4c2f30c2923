namespace ExchangeHA.Faults.Tests.Infrastructure;

/// <summary>
/// What the schedules of faults are made from: a few that every run repeats and one that no run had before, or only the one that
/// FAULT_SEED names. A test's name ends with its seed.
/// </summary>
public static class Seeds
{
    public const string Variable = "FAULT_SEED";

    public static TheoryData<int> All { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } seed
        ? [int.Parse(seed)]
        : [1, 2, Random.Shared.Next(1000, int.MaxValue)];

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
