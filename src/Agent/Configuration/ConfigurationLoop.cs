using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Configuration;

/// <summary>Keeps a daemon at the newest configuration of its Secret. Bursts come to their last; a refusal is tried again, rarely, for its cause may lie outside the file.</summary>
public sealed partial class ConfigurationLoop(SecretWatcher watcher, string key, ConfigurationApplier applier, ILogger<ConfigurationLoop> logger)
{
    private readonly Channel<WantedConfiguration> _wanted = Channel.CreateBounded<WantedConfiguration>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private volatile WantedConfiguration? _newest;

    /// <summary>Called after each attempt, when what runs or what is refused may have changed.</summary>
    public Action Changed { get; init; } = () => { };

    /// <summary>The first wait after a refusal; it doubles up to 15 minutes.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a verified configuration runs. It stays so while a newer one is tried: an agent that turned unready during a reload
    /// would look like a node that cannot serve, and a roll-out that begins with the standby would pass its datacenter over.</summary>
    public bool IsReady => applier.Running is not null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var watching = watcher.RunAsync(Want, cancellationToken);
        await GuardedAsync(RecoverAsync, cancellationToken);
        await Task.WhenAll(watching, ApplyAsync(cancellationToken));
    }

    private void Want(IReadOnlyDictionary<string, byte[]> data)
    {
        if (WantedConfiguration.Find(data, key) is not { } file)
        {
            Log.Missing(logger, key);
            return;
        }

        if (file == _newest)
            return;
        _newest = file;
        _wanted.Writer.TryWrite(file);
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(RetryDelay, TimeSpan.FromMinutes(15));
        while (true)
        {
            var wanted = await _wanted.Reader.ReadAsync(cancellationToken);
            backoff.Reset();
            while (!await GuardedAsync(token => applier.ApplyAsync(wanted, token), cancellationToken))
            {
                using var newer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var arrived = _wanted.Reader.WaitToReadAsync(newer.Token).AsTask();
                var waited = await Task.WhenAny(arrived, Task.Delay(backoff.Next(), newer.Token));
                await newer.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
                if (waited == arrived)
                    break;
            }
        }
    }

    private async Task<bool> RecoverAsync(CancellationToken cancellationToken)
    {
        await applier.RecoverAsync(cancellationToken);
        return true;
    }

    /// <summary>Whatever goes wrong in an attempt, the pod stays alive and the running configuration runs.</summary>
    private async Task<bool> GuardedAsync(Func<CancellationToken, Task<bool>> attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.AttemptFailed(logger, exception);
            return false;
        }
        finally
        {
            Changed();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The Secret held no {Key}; the configuration on the node went on.")]
        public static partial void Missing(ILogger logger, string key);

        [LoggerMessage(2, LogLevel.Error, "An attempt to apply a configuration failed and is made again.")]
        public static partial void AttemptFailed(ILogger logger, Exception exception);
    }
}
