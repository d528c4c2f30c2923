using System.Collections.Immutable;
using System.ComponentModel;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Gives the address away without a failed connection attempt, where there is time for it: see docs/decisions/0031.</summary>
/// <remarks>
/// A connection that is being made when the address moves is answered by a reset from the new holder. So first nobody new is let in: a client whose SYN is dropped sends it again after 1 s (RFC 6298, section 2.1)
/// and reaches the new holder, while the connections that are being made are finished here. The rule is the kernel's, and it forgets the addresses by itself: an agent that dies meanwhile stops nobody for longer than <see cref="Bound"/>.
/// </remarks>
public sealed partial class PlannedHandOver(TimeProvider time, ILogger<PlannedHandOver> logger)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>What a connection that is being made gets to be made. With the time that VRRP needs at the default settings (0.6 s) it stays below the 1 s after which clients try again.</summary>
    public TimeSpan Finishing { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the address may take to leave this node.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(3);

    /// <param name="configuration">Of the router that gives its addresses away.</param>
    /// <param name="giveUp">Makes keepalived give them up; called more than once.</param>
    public async Task RunAsync(ConfigurationHeader configuration, Action giveUp, CancellationToken cancellationToken)
    {
        var addresses = configuration.VirtualAddresses;
        if (!LocalAddresses.HoldsAny(addresses))
        {
            giveUp();
            return;
        }

        var start = time.GetTimestamp();
        var table = Table(configuration);
        var closed = await ChangeAsync(Closing(table, addresses), cancellationToken);
        try
        {
            if (closed)
                await Task.Delay(Finishing, time, cancellationToken);
            giveUp();
            while (LocalAddresses.HoldsAny(addresses) && time.GetElapsedTime(start) < Bound)
            {
                await Task.Delay(Step, time, cancellationToken);
                giveUp();
            }
        }
        finally
        {
            if (closed)
                await ChangeAsync($"delete table inet {table}", CancellationToken.None);
        }

        Log.HandedOver(logger, !LocalAddresses.HoldsAny(addresses), time.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>A name that nft takes: letters, digits and underscores.</summary>
    private static string Table(ConfigurationHeader configuration) =>
        "exchange_ha_" + string.Concat(configuration.Balancer.ToString().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));

    // one transaction; first made, then deleted: it may be there or not
    private string Closing(string table, ImmutableArray<IPNetworkAddress> addresses) =>
        $$"""
        table inet {{table}}
        delete table inet {{table}}
        table inet {{table}} {
          set leaving4 { type ipv4_addr; flags timeout; timeout {{Bound.TotalMilliseconds:0}}ms; {{Elements(addresses, isIPv6: false)}} }
          set leaving6 { type ipv6_addr; flags timeout; timeout {{Bound.TotalMilliseconds:0}}ms; {{Elements(addresses, isIPv6: true)}} }
          chain input {
            type filter hook input priority -200; policy accept;
            ip daddr @leaving4 tcp flags & (syn | ack) == syn drop
            ip6 daddr @leaving6 tcp flags & (syn | ack) == syn drop
          }
        }
        """;

    private static string Elements(ImmutableArray<IPNetworkAddress> addresses, bool isIPv6)
    {
        string[] elements = [.. addresses.Where(address => address.IsIPv6 == isIPv6).Select(address => $"{address.Address}")];
        return elements.Length == 0 ? "" : $"elements = {{ {string.Join(", ", elements)} }}";
    }

    private async Task<bool> ChangeAsync(string script, CancellationToken cancellationToken)
    {
        try
        {
            var (exitCode, output) = await ProgramRunner.RunAsync("nft", [script], TimeSpan.FromSeconds(1), cancellationToken);
            if (exitCode == 0)
                return true;
            Log.NotChanged(logger, output.Trim());
        }
        catch (Win32Exception exception)
        {
            Log.NotChanged(logger, exception.Message);
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The address was handed over; it had left: {Left}, after {Milliseconds} ms.")]
        public static partial void HandedOver(ILogger logger, bool left, double milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "New connections could not be kept away while the address was handed over (no nf_tables in this node's kernel?): {Output}")]
        public static partial void NotChanged(ILogger logger, string output);
    }
}
