namespace ExchangeHA.Agent.Configuration;

/// <summary>What the applier has just done: the points at which a crash must be survived.</summary>
public enum ApplierStep
{
    Staged,
    Checked,
    LastGoodKept,
    Swapped,
    Reloaded,
    Restored,
    Committed,
}
