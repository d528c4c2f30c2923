namespace ExchangeHA.Agent.Configuration;

/// <summary>Why a daemon is given a configuration.</summary>
public enum ReloadReason
{
    /// <summary>It had none before.</summary>
    First,

    /// <summary>Another one is wished for.</summary>
    Changed,

    /// <summary>The agent before this one ended, and what runs is not known.</summary>
    Recovered,

    /// <summary>Certificates alone are new; the daemon takes them over while it runs.</summary>
    Certificates,

    /// <summary>Weights and states of servers alone are new; the daemon takes them over while it runs.</summary>
    Servers,
}
