namespace ExchangeHA.Balancing.Status;

/// <summary>An Exchange server as the ready nodes of its datacenter see it.</summary>
/// <param name="Healthy">Whether it serves in every service, by at least one node; null when no node says anything of it.</param>
/// <param name="IsWished">False in drain and maintenance: that it does not serve is then no trouble.</param>
/// <param name="Trouble">What is wrong, as <c>https down (L7STS/503)</c>; empty when nothing is.</param>
public sealed record ServerObservation(string Name, string Datacenter, bool? Healthy, bool IsWished, string Trouble);
