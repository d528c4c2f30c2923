namespace ExchangeHA.EndToEnd.Tests;

/// <summary>A balancer by what the tests change of it, and the changes in a fixed order. Each of them changes the files of both datacenters.</summary>
/// <param name="Weight">Of a server in each datacenter.</param>
/// <param name="State">Of another server in each.</param>
/// <param name="Interval">Of the health checks, in milliseconds.</param>
/// <param name="Queue">The time to wait for a free server, in seconds.</param>
/// <param name="HasSubmission">Whether there is one service more.</param>
/// <param name="HasMore">Whether there is one server more in each datacenter.</param>
internal sealed record Wish(int Weight = 100, string State = "Ready", int Interval = 1500, int Queue = 30, bool HasSubmission = false, bool HasMore = false)
{
    private static readonly string[] States = ["Drain", "Maintenance", "Ready"];
    private static readonly ChangeKind[] Kinds = Enum.GetValues<ChangeKind>();

    /// <summary>The resource. Servers of the other datacenter fill up, for there are but four; exch2 is the one that is dead.</summary>
    public string Yaml => $$$"""
        apiVersion: exchange-ha.io/v1alpha1
        kind: ExchangeBalancer
        metadata: {name: mail, namespace: exchange}
        spec:
          vip:
            addresses: ["{{{Harness.Cluster.VirtualAddress}}}/24"]
            virtualRouterID: 101
            preemption: {delay: 1s}
            authentication: {secretKeyRef: {name: mail-vrrp, key: password}}
          services:
          - {name: https, port: 443, protocol: HTTPS}
          - {name: web, port: 8443, targetPort: 443, protocol: HTTPS, bridging: {certificates: [{name: mail-tls}]}}
          - {name: smtp, port: 25, protocol: SMTP}
        {{{(HasSubmission ? "  - {name: submission, port: 587, targetPort: 25, protocol: SMTP}" : "")}}}
          healthCheck: {host: mail.domain.com, verify: None, protocols: [ews], interval: {{{Interval}}}ms, timeout: 1s}
          timeouts: {queue: {{{Queue}}}s}
          datacenters:
          - name: dc1
            priority: 101
            interface: ens160
            nodeSelector: {topology.kubernetes.io/zone: dc1}
            backends:
            - {name: exch1, host: exch1.domain.com, weight: {{{Weight}}} }
            - {name: exch2, host: exch2.domain.com}
            - {name: spare1, host: exch3.domain.com, state: {{{State}}} }
        {{{(HasMore ? "    - {name: more1, host: exch4.domain.com}" : "")}}}
          - name: dc2
            priority: 100
            interface: ens192
            nodeSelector: {topology.kubernetes.io/zone: dc2}
            backends:
            - {name: exch3, host: exch3.domain.com, weight: {{{Weight}}} }
            - {name: exch4, host: exch4.domain.com}
            - {name: spare2, host: exch1.domain.com, state: {{{State}}} }
        {{{(HasMore ? "    - {name: more2, host: 172.30.129.21}" : "")}}}
          stats: {port: 8080, authentication: {secretKeyRef: {name: mail-stats, key: password} }}

        """;

    /// <summary>Each kind in its turn.</summary>
    public static ChangeKind KindOf(int number) => Kinds[number % Kinds.Length];

    /// <summary>What the change of this number makes of the wish; the same when it is one of a Secret.</summary>
    public Wish After(int number)
    {
        var turn = number / Kinds.Length;
        return KindOf(number) switch
        {
            ChangeKind.Weight => this with { Weight = 1 + (turn * 7 % 256) },
            ChangeKind.State => this with { State = States[turn % States.Length] },
            ChangeKind.HealthCheck => this with { Interval = 1501 + turn },
            ChangeKind.Timeout => this with { Queue = 31 + turn },
            ChangeKind.Service => this with { HasSubmission = !HasSubmission },
            ChangeKind.Server => this with { HasMore = !HasMore },
            _ => this,
        };
    }
}
