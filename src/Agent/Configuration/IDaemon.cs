using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Configuration;

/// <summary>haproxy or keepalived, as far as its configuration is concerned.</summary>
public interface IDaemon
{
    /// <summary>haproxy or keepalived.</summary>
    string Name { get; }

    /// <summary>Makes a text fit for this node. A pure function of the text and the node.</summary>
    string Prepare(string text);

    /// <summary>Asks the node's own program about a file; null when it accepts it, else what it said.</summary>
    Task<string?> CheckAsync(string file, CancellationToken cancellationToken);

    /// <summary>The same for two texts of which the running daemon can be brought from one to the other without a reload.</summary>
    string FixedPartOf(string text);

    /// <summary>Brings the running daemon to a configuration of the same fixed part, and gives it files whose content the text does not speak of, certificates;
    /// null when it serves that, else what went wrong.</summary>
    Task<string?> TakeAsync(SealedConfiguration configuration, ImmutableArray<AuxiliaryFile> files, CancellationToken cancellationToken);

    /// <summary>Whether the daemon runs a configuration with the files that it names: null when that cannot be known, because it is not running or does not say.</summary>
    Task<bool?> IsRunningAsync(SealedConfiguration configuration, CancellationToken cancellationToken);

    /// <summary>Makes the daemon take over the running file and waits until it is seen to run; null when it does, else what went wrong.</summary>
    Task<string?> ReloadAsync(SealedConfiguration configuration, CancellationToken cancellationToken);
}
