using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>The stick tables of a datacenter's nodes are one: a node that takes the address over knows which client belongs to which server.
/// Only the datacenter's other nodes are let in, by their address; what is exchanged, clients' addresses among it, travels in clear.</summary>
public sealed record PeersSpec
{
    /// <summary>The port on each balancer node's own address.</summary>
    [Required, ValueRange(1, 65535)]
    public int Port { get; set; }
}
