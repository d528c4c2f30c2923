using System.Net;

namespace ExchangeHA.Balancing.Planning;

/// <summary>A node of a datacenter, as the others' haproxys find its stick tables.</summary>
public sealed record PeerPlan(string Node, IPAddress Address);
