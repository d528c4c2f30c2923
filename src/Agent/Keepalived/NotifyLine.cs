using System.Text.RegularExpressions;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>A line of keepalived's notify fifo: <c>INSTANCE "mail" MASTER 101</c>, or the same of a GROUP.</summary>
public sealed partial record NotifyLine(NotifyLine.Speaker By, VrrpState State)
{
    /// <summary>An instance or a group, by its name in keepalived's configuration.</summary>
    public sealed record Speaker(bool IsGroup, string Name);

    /// <summary>Null for a line that tells no state.</summary>
    public static NotifyLine? TryParse(string line)
    {
        if (Format().Match(line) is not { Success: true } match)
            return null;
        VrrpState? state = match.Groups["state"].Value switch
        {
            "MASTER" => VrrpState.MASTER,
            "BACKUP" => VrrpState.BACKUP,
            "FAULT" => VrrpState.FAULT,
            // a clean end
            "STOP" => VrrpState.INIT,
            _ => null,
        };
        return state is { } known ? new(new(match.Groups["kind"].Value == "GROUP", match.Groups["name"].Value), known) : null;
    }

    [GeneratedRegex("""^(?<kind>INSTANCE|GROUP) "(?<name>[^"]*)" (?<state>[A-Z_]+)( |$)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Format();
}
