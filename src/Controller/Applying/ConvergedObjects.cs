using System.Globalization;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Controller.Applying;

/// <summary>
/// The objects of one balancer that this process made or found as wished: which version of each, and by which wish. They need not be compared again until one or the other changes. For one worker at a time, as a balancer has.
/// </summary>
public sealed class ConvergedObjects
{
    private readonly Dictionary<string, (ulong Version, string Wish)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether it was as wished in this version or in a later one: a cache may be behind what this process has written.</summary>
    /// <param name="wish">The hash of the wish.</param>
    public bool Contains(IKubernetesObject live, string wish) =>
        live.Metadata.Uid is { } uid && VersionOf(live) is { } version && _known.TryGetValue(uid, out var known) && known.Wish == wish && version <= known.Version;

    public void Add(IKubernetesObject live, string wish)
    {
        if (live.Metadata.Uid is { } uid && VersionOf(live) is { } version)
            _known[uid] = (version, wish);
    }

    public void Remove(IKubernetesObject live)
    {
        if (live.Metadata.Uid is { } uid)
            _known.Remove(uid);
    }

    // resource versions of one kind are ordered numbers (Kubernetes, "API concepts", resource versions); of what is none nothing is remembered
    private static ulong? VersionOf(IKubernetesObject live) =>
        ulong.TryParse(live.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
