namespace ExchangeHA.Agent;

/// <summary>The parts of an agent that run side by side.</summary>
internal static class TaskGroup
{
    /// <summary>Runs them until cancelled. None of them ends by itself: the first that does ends the others, and with them the process, which the kubelet starts again.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken, params Func<CancellationToken, Task>[] parts)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = parts.Select(part => Task.Run(() => part(stop.Token), CancellationToken.None)).ToList();
        await Task.WhenAny(tasks);
        await stop.CancelAsync();
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // asked to end
        }
    }
}
