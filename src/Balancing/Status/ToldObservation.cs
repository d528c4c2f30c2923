namespace ExchangeHA.Balancing.Status;

/// <summary>What was told of a balancer last.</summary>
/// <remarks>That nobody holds the address is not told at once: one node gives it up before another takes it, and each ordinary move would be told as an outage.</remarks>
/// <param name="HolderlessSince">Since when nobody has held the address without that being told.</param>
public sealed record ToldObservation(Observation Observation, DateTimeOffset? HolderlessSince = null)
{
    /// <summary>Longer than a standby waits for a silent master at the default settings: three advertisements of 1 s and the skew (RFC 9568, section 6.1).</summary>
    public static readonly TimeSpan MoveBound = TimeSpan.FromSeconds(5);

    /// <summary>When it is to be told, without an event that would call for it.</summary>
    public DateTimeOffset? Due => HolderlessSince + MoveBound;

    /// <summary>What is told next, now that this is observed.</summary>
    public ToldObservation Next(Observation observed, DateTimeOffset now)
    {
        if (Observation.Holder.Node is null || observed.Holder.State is not HolderState.NoHolder)
            return new(observed);
        var since = HolderlessSince ?? now;
        return now - since < MoveBound ? new(observed with { Holder = Observation.Holder }, since) : new(observed);
    }
}
