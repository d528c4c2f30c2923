using System.Collections.Immutable;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Tells keepalived's container whether its first start needs no care: see <see cref="Balancing.Manifests.LaunchCommand"/>.</summary>
internal sealed class CleanStart(AgentPaths paths)
{
    /// <summary>Called before keepalived's container starts, when no keepalived of this pod runs.</summary>
    /// <param name="holdsAny">Whether one of these addresses is on an interface of this node.</param>
    public void Prepare(SealedConfiguration staged, Func<ImmutableArray<IPNetworkAddress>, bool> holdsAny)
    {
        // left over where the pod's sandbox was made anew: keepalived would take a stranger's process for itself
        File.Delete(paths.KeepalivedPidFile);
        File.Delete(paths.VrrpPidFile);
        if (holdsAny(staged.Header?.VirtualAddresses ?? []))
            File.Delete(paths.CleanStartFile);
        else
            AtomicFile.Write(paths.CleanStartFile, staged.Digest + "\n");
    }
}
