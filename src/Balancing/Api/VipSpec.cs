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

    /// <summary>Time between advertisements. Whole seconds use VRRPv2; anything else, and any IPv6 address, VRRPv3, in steps of 10 ms, from 10 ms on.</summary>
    public Duration AdvertisementInterval { get; set; } = "1s";

    /// <summary>Missed advertisements after which the holder counts as gone.</summary>
    [ValueRange(1, 100)]
    public int DownAfterAdvertisements { get; set; } = 3;

    /// <summary>Multicast (224.0.0.18), or unicast to each other node where the network does not carry multicast.</summary>
    public VrrpTransport Transport { get; set; } = VrrpTransport.Multicast;

    /// <summary>Whether services listen on the virtual addresses only, or on every address of the node as the recipe does.</summary>
    public BindMode Bind { get; set; } = BindMode.Addresses;

    /// <summary>Whether a datacenter of higher priority takes the address back, and after what time.</summary>
    [SchemaDefault("{}")]
    public PreemptionSpec Preemption { get; set; } = new();

    /// <summary>The password of VRRPv2's simple authentication; absent: none. It travels in clear.</summary>
    public SecretReference? Authentication { get; set; }
}
