namespace ExchangeHA.Balancing.Status;

/// <summary>What is known of who holds the address; the names are reasons of the condition VipAssigned.</summary>
public enum HolderState
{
    /// <summary>No node claims it.</summary>
    NoHolder,

    /// <summary>No node of this cluster claims it, and those that stand by hear one of another cluster.</summary>
    HeldElsewhere,

    /// <summary>One node holds it.</summary>
    Held,

    /// <summary>Two claim it, and it is not known yet whether the older one lives.</summary>
    Verifying,

    /// <summary>Two nodes that live claim it.</summary>
    MultipleHolders,
}
