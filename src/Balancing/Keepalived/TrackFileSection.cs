using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>The file by which the agent tells keepalived whether this node may hold the address.</summary>
internal static class TrackFileSection
{
    /// <summary>The name of the block; what keepalived says of it in its log.</summary>
    public const string Name = "haproxy";

    public static KeepalivedText Definition => KeepalivedText.Of($$"""
        # 0: haproxy on this node can serve; 1: it cannot. The agent writes it.
        # Weight 0 is FAULT: priority 0 is sent and the other side takes over at once. A weight would only lower the
        # priority, which the others notice after three advertisements.
        track_file {{Name}} {
            file {{Names.TrackFile}}
            weight 0
            # a missing file would count as healthy: made as failed, an existing one is left alone
            init_file 1
        }
        """);
}
