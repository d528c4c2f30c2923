using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>The virtual address and the virtual router (RFC 9568) that carries it.</summary>
public sealed record VipSpec
{
    /// <summary>IPv4 and IPv6 addresses, with a prefix length or without (then /32 and /128). All move together.</summary>
    [Required, ListSet, Items(1, 16), Length(2, 49), Pattern("^[0-9a-fA-F:.]+(/[0-9]{1,3})?$")]
    public List<string> Addresses { get; set; } = [];

    /// <summary>The virtual router's number (VRID), unique on the network segment. Default: a hash of the first address into 1 to 255, the same in every cluster.</summary>
    [ValueRange(1, 255)]
    public int? VirtualRouterID { get; set; }

    /// <summary>2 (RFC 3768) or 3 (RFC 9568); IPv6 addresses that have a router of their own always use 3. Default: 2 with IPv4 addresses alone and an interval of whole seconds, else 3.</summary>
    [ValueRange(2, 3)]
    public int? VrrpVersion { get; set; }

    /// <summary>Time between advertisements: whole seconds with VRRPv2, steps of 10 ms, from 10 ms on, with VRRPv3.</summary>
    public Duration AdvertisementInterval { get; set; } = "1s";

    /// <summary>Missed advertisements after which the holder counts as gone.</summary>
    [ValueRange(1, 100)]
    public int DownAfterAdvertisements { get; set; } = 3;

    /// <summary>Multicast (224.0.0.18, ff02::12), or unicast to each other node and each of the datacenters' peers, where the network does not carry multicast.</summary>
    public VrrpTransport Transport { get; set; } = VrrpTransport.Multicast;

    /// <summary>How IPv4 and IPv6 addresses move together.</summary>
    public DualStackMode DualStack { get; set; } = DualStackMode.SyncGroup;

    /// <summary>Whether services listen on the virtual addresses only, or on every address of the node as the recipe does.</summary>
    public BindMode Bind { get; set; } = BindMode.Addresses;

    /// <summary>Whether a datacenter of higher priority takes the address back, and after what time.</summary>
    [SchemaDefault("{}")]
    public PreemptionSpec Preemption { get; set; } = new();

    /// <summary>How a new holder tells the network that the addresses are its own now.</summary>
    [SchemaDefault("{}")]
    public AnnouncementsSpec Announcements { get; set; } = new();

    /// <summary>The password of VRRPv2's simple authentication; absent: none. It travels in clear.</summary>
    public SecretReference? Authentication { get; set; }
}
