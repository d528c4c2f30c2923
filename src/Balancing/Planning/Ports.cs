namespace ExchangeHA.Balancing.Planning;

/// <summary>The loopback ports of one balancer on its nodes: 19000 + 256 n + router id, so that balancers of different router ids never collide.</summary>
public readonly record struct Ports(int RouterId)
{
    /// <summary>haproxy's health endpoint: <c>/healthz</c> fails when this node may not hold the address, <c>/livez</c> answers while haproxy runs.</summary>
    public int Health => At(0);

    /// <summary>Probes and metrics of the agent beside haproxy.</summary>
    public int HaproxyAgent => At(1);

    /// <summary>Probes and metrics of the agent beside keepalived.</summary>
    public int KeepalivedAgent => At(2);

    /// <summary>haproxy's relay to the mail server of the alerts.</summary>
    public int MailRelay => At(3);

    /// <summary>haproxy's peers, through which stick tables outlive a reload.</summary>
    public int Peers => At(4);

    private int At(int n) => 19000 + (256 * n) + RouterId;
}
