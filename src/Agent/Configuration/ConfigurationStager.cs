using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Configuration;

/// <summary>Puts the first verified configuration on the node, before the daemon starts. Waits as long as there is none.</summary>
public sealed partial class ConfigurationStager(
    IDaemon daemon, ConfigurationStore store, SecretWatcher watcher, string mountedDirectory, string key, TimeProvider time, ILogger<ConfigurationStager> logger)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, byte[]>? _answer;

    /// <summary>How long the API server may take before the node's own copies are used.</summary>
    public TimeSpan AnswerBound { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After what time a refused file is checked again: the cause may lie outside it, as an interface that is not there yet.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ends when the running file is one that the daemon's check accepts.</summary>
    public async Task StageAsync(CancellationToken cancellationToken)
    {
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = watcher.RunAsync(data => Volatile.Write(ref _answer, data), watch.Token);
        try
        {
            var start = time.GetTimestamp();
            var nextLog = LogInterval;
            while (!await TryAsync(time.GetElapsedTime(start), cancellationToken))
            {
                if (time.GetElapsedTime(start) >= nextLog)
                {
                    Log.Waiting(logger, daemon.Name, key, (int)nextLog.TotalSeconds);
                    nextLog += LogInterval;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            }
        }
        finally
        {
            await watch.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        // what the API server says wins; that it has no file for this node yet is an answer, too
        if (Volatile.Read(ref _answer) is { } answer)
        {
            if (WantedConfiguration.Find(answer, key) is not { } file)
                return false;
            if (await TryTakeAsync(file, "the API server", cancellationToken))
                return true;
        }
        else if (elapsed < AnswerBound)
        {
            return false;
        }

        if (store.Running is { } copy && !IsRefused(copy.ToFile()))
        {
            if (await daemon.CheckAsync(store.RunningFile, cancellationToken) is not { } complaint)
            {
                Log.Staged(logger, daemon.Name, copy.Revision, "the node's last verified copy");
                return true;
            }

            _refused[copy.ToFile()] = time.GetTimestamp();
            Log.NotStaged(logger, daemon.Name, copy.Revision, SecretRedactor.Redact(complaint, copy.Text));
        }

        return WantedConfiguration.Find(MountedSecret.Read(mountedDirectory), key) is { } mounted && await TryTakeAsync(mounted, "the mounted Secret", cancellationToken);
    }

    private async Task<bool> TryTakeAsync(WantedConfiguration file, string source, CancellationToken cancellationToken)
    {
        if (file.Flaw is not null || IsRefused(file.Text))
            return false;
        var staged = new SealedConfiguration(daemon.Prepare(file.Text), file.Revision);
        store.Stage(staged, file.Files);
        if (await daemon.CheckAsync(store.CheckFile, cancellationToken) is { } complaint)
        {
            _refused[file.Text] = time.GetTimestamp();
            Log.NotStaged(logger, daemon.Name, file.Revision, SecretRedactor.Redact(complaint, file.Text));
            return false;
        }

        store.Swap();
        // nothing runs yet that a last good file could be put back for
        store.Commit();
        Log.Staged(logger, daemon.Name, file.Revision, source);
        return true;
    }

    private bool IsRefused(string text) => _refused.TryGetValue(text, out var since) && time.GetElapsedTime(since) < RetryDelay;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Staged revision {Revision} for {Daemon} from {Source}.")]
        public static partial void Staged(ILogger logger, string daemon, string revision, string source);

        [LoggerMessage(2, LogLevel.Error, "{Daemon} refused revision {Revision}: {Message}")]
        public static partial void NotStaged(ILogger logger, string daemon, string revision, string message);

        [LoggerMessage(3, LogLevel.Information, "No configuration for {Daemon} under {Key} after {Seconds} s; still waiting.")]
        public static partial void Waiting(ILogger logger, string daemon, string key, int seconds);
    }
}
