using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Configuration;

/// <summary>Brings configurations to a daemon: stage, check, swap, reload, verify. What it cannot bring leaves the last good one running.</summary>
public sealed partial class ConfigurationApplier(IDaemon daemon, ConfigurationStore store, ILogger<ConfigurationApplier> logger)
{
    /// <summary>Tells a test where in the sequence it is; a test ends the sequence by throwing.</summary>
    internal Action<ApplierStep>? Reached { get; init; }

    /// <summary>The daemon was given a configuration: why, and whether it runs it.</summary>
    public Action<ReloadReason, bool> Reloaded { get; init; } = (_, _) => { };

    /// <summary>A configuration was refused.</summary>
    public Action RefusedOne { get; init; } = () => { };

    /// <summary>What runs, verified; null until that is known.</summary>
    public SealedConfiguration? Running { get; private set; }

    /// <summary>The newest configuration, when this node would not run it.</summary>
    public RefusedConfiguration? Refused { get; private set; }

    /// <summary>Continues where an agent before this one ended: decides whether the file on the node is what the daemon runs, and makes it so.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (store.Running is null && store.LastGood is not null)
        {
            store.Restore();
            Log.Restored(logger, daemon.Name, "the file on the node was not whole");
        }

        if (store.Running is not { } onNode)
            return;
        var pending = store.LastGood;
        // the change was one that needs no reload: whether haproxy has a certificate cannot be seen from outside to the last byte, so it is all given to it again
        if (pending is not null && daemon.FixedPartOf(pending.Text) == daemon.FixedPartOf(onNode.Text) && store.CertificatesOf(onNode) is { } certificates
            && (!certificates.IsEmpty || pending.Digest != onNode.Digest))
        {
            await TakeAsync(onNode, certificates, cancellationToken);
            return;
        }

        if (await daemon.IsRunningAsync(onNode, cancellationToken) == true)
        {
            Commit(onNode);
            return;
        }

        await ReloadAsync(onNode, ReloadReason.Recovered, pending is not null ? "the agent before this one ended during a change" : "it was not known to run the file on the node", cancellationToken);
    }

    /// <summary>Applies the configuration that is wanted now. True when it runs; false when it was refused, see <see cref="Refused"/>.</summary>
    public async Task<bool> ApplyAsync(WantedConfiguration wanted, CancellationToken cancellationToken)
    {
        if (wanted.Flaw is { } flaw)
            return Refuse(wanted, flaw);
        if (Running?.Revision == wanted.Revision && store.Running is not null)
        {
            Refused = null;
            return true;
        }

        var staged = new SealedConfiguration(daemon.Prepare(wanted.Text), wanted.Revision);
        try
        {
            store.Stage(staged, wanted.Files);
            Reached?.Invoke(ApplierStep.Staged);
            return await CheckAndTakeAsync(wanted, staged, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // a full or read-only disk: nothing has been swapped, or it has been restored
            return Refuse(wanted, "The node could not write the file: " + exception.Message);
        }
    }

    private async Task<bool> CheckAndTakeAsync(WantedConfiguration wanted, SealedConfiguration staged, CancellationToken cancellationToken)
    {
        var whileRunning = Running is not null && store.Running is not null && daemon.FixedPartOf(Running.Text) == daemon.FixedPartOf(staged.Text);
        var renewed = whileRunning ? wanted.Certificates.RemoveAll(file => Running!.Header?.Files.Contains(file.Name) == true) : [];
        if (whileRunning && Running!.Digest == staged.Digest && renewed.IsEmpty)
        {
            store.Swap();
            Reached?.Invoke(ApplierStep.Swapped);
            Commit(staged);
            Log.TakenWithoutReload(logger, daemon.Name, wanted.Revision);
            return true;
        }

        if (await daemon.CheckAsync(store.CheckFile, cancellationToken) is { } complaint)
            return Refuse(wanted, SecretRedactor.Redact(complaint, wanted.Text));
        Reached?.Invoke(ApplierStep.Checked);

        store.KeepLastGood();
        Reached?.Invoke(ApplierStep.LastGoodKept);
        store.Swap();
        Reached?.Invoke(ApplierStep.Swapped);
        if (whileRunning)
            return await TakeAsync(staged, renewed, cancellationToken);
        return Running is null
            ? await ReloadAsync(staged, ReloadReason.First, "first configuration", cancellationToken)
            : await ReloadAsync(staged, ReloadReason.Changed, $"configuration changed from {Running.Revision}", cancellationToken);
    }

    /// <summary>What is new needs no reload: the running daemon takes it over, and only where it does not is it reloaded.</summary>
    private async Task<bool> TakeAsync(SealedConfiguration configuration, ImmutableArray<AuxiliaryFile> certificates, CancellationToken cancellationToken)
    {
        var (reason, what) = certificates.IsEmpty
            ? (ReloadReason.Servers, "the servers' weights and states")
            : (ReloadReason.Certificates, string.Join(", ", certificates.Select(file => file.Name)));
        if (await daemon.TakeAsync(configuration, certificates, cancellationToken) is { } failure)
            return await ReloadAsync(configuration, reason, $"{what} could not be changed while it ran: {failure}", cancellationToken);
        Reached?.Invoke(ApplierStep.Reloaded);
        Reloaded(reason, true);
        Commit(configuration);
        Log.Taken(logger, daemon.Name, configuration.Revision, what);
        return true;
    }

    private async Task<bool> ReloadAsync(SealedConfiguration configuration, ReloadReason reason, string why, CancellationToken cancellationToken)
    {
        Log.Reloading(logger, daemon.Name, configuration.Revision, why);
        var failure = await daemon.ReloadAsync(configuration, cancellationToken);
        Reached?.Invoke(ApplierStep.Reloaded);
        Reloaded(reason, failure is null);
        if (failure is null)
        {
            Commit(configuration);
            Log.Applied(logger, daemon.Name, configuration.Revision);
            return true;
        }

        var refused = Refuse(new(configuration.Text, configuration.Revision), SecretRedactor.Redact(failure, configuration.Text));
        if (store.LastGood is not { } lastGood)
            return refused;
        store.Restore();
        Reached?.Invoke(ApplierStep.Restored);
        Log.Restored(logger, daemon.Name, "the reload failed");
        // most failures leave the old process serving; one that came up and was then seen not to answer does not
        if (await daemon.IsRunningAsync(lastGood, cancellationToken) != true && await daemon.ReloadAsync(lastGood, cancellationToken) is { } again)
            Log.LastGoodNotRunning(logger, daemon.Name, lastGood.Revision, SecretRedactor.Redact(again, lastGood.Text));
        else
            Running = lastGood;
        return refused;
    }

    private void Commit(SealedConfiguration configuration)
    {
        store.Commit();
        Running = configuration;
        Refused = null;
        Reached?.Invoke(ApplierStep.Committed);
    }

    private bool Refuse(WantedConfiguration wanted, string message)
    {
        var revision = wanted.Revision.Length is > 0 and <= 64 ? wanted.Revision : Revision.Of(wanted.Text);
        Refused = new RefusedConfiguration(revision, message.Length <= 1024 ? message : message[..1024]);
        RefusedOne();
        Log.RefusedConfiguration(logger, daemon.Name, revision, Refused.Message);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reloading {Daemon} with revision {Revision}: {Reason}.")]
        public static partial void Reloading(ILogger logger, string daemon, string revision, string reason);

        [LoggerMessage(2, LogLevel.Information, "{Daemon} ran revision {Revision}, verified.")]
        public static partial void Applied(ILogger logger, string daemon, string revision);

        [LoggerMessage(3, LogLevel.Information, "Revision {Revision} differed in comments only and was taken without a reload of {Daemon}.")]
        public static partial void TakenWithoutReload(ILogger logger, string daemon, string revision);

        [LoggerMessage(4, LogLevel.Error, "{Daemon} refused revision {Revision}: {Message}")]
        public static partial void RefusedConfiguration(ILogger logger, string daemon, string revision, string message);

        [LoggerMessage(5, LogLevel.Warning, "The last good configuration of {Daemon} was put back: {Reason}.")]
        public static partial void Restored(ILogger logger, string daemon, string reason);

        [LoggerMessage(7, LogLevel.Information, "{Daemon} took {What} over while it ran, and with them revision {Revision}.")]
        public static partial void Taken(ILogger logger, string daemon, string revision, string what);

        [LoggerMessage(6, LogLevel.Error, "{Daemon} was not seen to run the last good revision {Revision}: {Message}")]
        public static partial void LastGoodNotRunning(ILogger logger, string daemon, string revision, string message);
    }
}
