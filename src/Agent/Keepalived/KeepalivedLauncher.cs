using System.Globalization;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Manifests;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Starts keepalived, and after an unclean death only when that makes no hole.</summary>
/// <remarks>
/// A keepalived that is killed leaves its address on the interface, where haproxy goes on serving it. At its start it takes the address off and waits as a backup: started at once it would itself make the
/// outage that its death did not. A clean end takes the address off; so an address that is there tells of an unclean one, in this pod or in the one before it.
/// The first start of a pod on a node without the address does not come here: see <see cref="LaunchCommand"/>.
/// </remarks>
public sealed partial class KeepalivedLauncher(AgentPaths paths, ILogger<KeepalivedLauncher> logger)
{
    /// <summary>Becomes keepalived; returns only to say that there is nothing to start it with.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (new ConfigurationStore(paths.RunningKeepalivedFile).Running is not { } configuration)
        {
            Log.NothingStaged(logger, paths.RunningKeepalivedFile);
            return 1;
        }

        // keepalived takes one that is left over, whose pid may be another process by now, for itself
        File.Delete(paths.KeepalivedPidFile);
        File.Delete(paths.VrrpPidFile);
        await WaitForAnotherMasterAsync(configuration, cancellationToken);
        LoadedConfiguration.Write(paths.KeepalivedLoadedFile, configuration.Digest, Environment.ProcessId);
        Native.Execute("keepalived", LaunchCommand.KeepalivedArguments(paths.RunDirectory));
        return 1;
    }

    internal async Task WaitForAnotherMasterAsync(SealedConfiguration configuration, CancellationToken cancellationToken)
    {
        var addresses = configuration.Header?.VirtualAddresses ?? [];
        if (!LocalAddresses.HoldsAny(addresses))
            return;
        var router = VirtualRouterParameters.Parse(configuration.Text);
        // a new master is heard one advertisement after it took over
        var bound = router.MasterDownInterval + router.AdvertisementInterval + TimeSpan.FromMilliseconds(200);
        Log.StartingCarefully(logger, bound.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        try
        {
            Log.WaitEnded(logger, await VrrpListener.HearsMasterAsync(router.RouterIds, bound, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // the pod is being ended: nobody else would take the address off
            await LocalAddresses.RemoveAsync(addresses, CancellationToken.None);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "There was no whole configuration at {Path}.")]
        public static partial void NothingStaged(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Warning, "The virtual address was still on this node after an unclean end; it went on serving while another master was awaited for at most {Seconds} s.")]
        public static partial void StartingCarefully(ILogger logger, string seconds);

        [LoggerMessage(3, LogLevel.Information, "The careful start was over; another master was heard: {Heard}.")]
        public static partial void WaitEnded(ILogger logger, bool heard);
    }
}
