namespace ExchangeHA.Agent.Tests.Support;

/// <summary>Waits for a condition. The bound only ends a test that hangs.</summary>
internal static class Eventually
{
    public static Task Is(Func<bool> condition, string what) => Is(() => Task.FromResult(condition()), () => what);

    public static async Task Is(Func<Task<bool>> condition, Func<string> what)
    {
        var end = Environment.TickCount64 + 120_000;
        while (!await condition())
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException($"Waited in vain: {what()}.");
            await Task.Delay(20);
        }
    }
}
