using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>Keeps the file from which a worker learns at its start which servers are dead: a fresh worker would take them all for alive.</summary>
public sealed partial class ServerStateKeeper(HaproxySocket admin, string file, ILogger<ServerStateKeeper> logger)
{
    /// <summary>Writes the servers' state for a worker of the given configuration. A failure is no reason not to go on.</summary>
    public async Task SaveAsync(string configuration, CancellationToken cancellationToken)
    {
        if (await admin.TrySendAsync("show servers state", TimeSpan.FromSeconds(5), cancellationToken) is not { Length: > 0 } states)
            return;
        try
        {
            AtomicFile.Write(file, ServerStates.For(configuration, states));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(logger, exception.Message);
        }
    }

    /// <summary>An empty file: haproxy warns of one that does not exist.</summary>
    public void Ensure()
    {
        if (!File.Exists(file))
            AtomicFile.Write(file, "1\n");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The servers' state could not be saved: {Message}")]
        public static partial void NotSaved(ILogger logger, string message);
    }
}
