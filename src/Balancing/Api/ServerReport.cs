using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A server in a service, as one node's haproxy sees it.</summary>
public sealed record ServerReport
{
    /// <summary>The service; with bridging also <c>service.protocol</c>, the protocol's own pool.</summary>
    [Required, Length(1, 40)]
    public string Service { get; set; } = "";

    /// <summary>The server.</summary>
    [Required, Length(1, 32)]
    public string Name { get; set; } = "";

    /// <summary>Whether it gets new connections.</summary>
    [Required]
    public ServerState State { get; set; }

    /// <summary>Why it is down, in haproxy's words: the check's status and code or text, as <c>L4TOUT</c> or <c>L7STS/503</c>.</summary>
    [Length(0, 256)]
    public string? Reason { get; set; }
}
