using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Validation;

/// <summary>A resource that uses every option, and a cluster in which it is right.</summary>
internal static class ValidationSamples
{
    private const string Mail = """
        {
          "apiVersion": "exchange-ha.io/v1alpha1", "kind": "ExchangeBalancer",
          "metadata": { "name": "mail", "namespace": "exchange", "generation": 1, "creationTimestamp": "2026-01-02T00:00:00Z" },
          "spec": {
            "vip": {
              "addresses": ["172.30.129.131/24"], "virtualRouterID": 101, "advertisementInterval": "1s", "downAfterAdvertisements": 3, "transport": "Multicast", "bind": "Addresses",
              "preemption": { "enabled": true, "delay": "30s" }, "authentication": { "secretKeyRef": { "name": "mail-vrrp", "key": "password" } }
            },
            "services": [
              { "name": "https", "port": 443, "protocol": "HTTPS", "affinity": { "type": "TLSSessionID", "expire": "10s", "size": 30720 } },
              { "name": "smtp", "port": 25, "protocol": "SMTP" }
            ],
            "healthCheck": { "host": "exch2016.domain.com", "protocols": ["ews"], "interval": "1s", "fastInterval": "500ms", "timeout": "1s", "rise": 2, "fall": 2 },
            "datacenters": [
              {
                "name": "dc1", "priority": 101, "interface": "ens160", "nodeSelector": { "topology.kubernetes.io/zone": "dc1" }, "state": "Active",
                "tolerations": [{ "key": "node-role.kubernetes.io/control-plane", "operator": "Exists", "effect": "NoSchedule" }, { "operator": "Exists" }],
                "backends": [{ "name": "exch1", "host": "exch1.domain.com" }, { "name": "exch2", "host": "192.0.2.22", "state": "Drain" }]
              },
              {
                "name": "dc2", "priority": 100, "interface": "ens192", "nodeSelector": { "topology.kubernetes.io/zone": "dc2" },
                "backends": [{ "name": "exch3", "host": "2001:db8::3" }, { "name": "exch4", "host": "exch4" }]
              }
            ],
            "stats": { "port": 8080, "authentication": { "secretKeyRef": { "name": "mail-stats", "key": "password" } } },
            "alerts": { "email": { "server": "smtp.domain.com:25", "from": "haproxy-alert@domain.com", "to": ["admin@domain.com"], "level": "Info" } }
          }
        }
        """;

    public static ClusterSnapshot Snapshot() => new()
    {
        Balancer = Balancer(),
        Nodes = [Node("node-a", "dc1"), Node("node-b", "dc2")],
        Secrets = ImmutableDictionary<string, V1Secret>.Empty.Add("mail-vrrp", Secret("s3cret!#")).Add("mail-stats", Secret("a long one \"with\" quotes\n")),
        Now = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The findings of the sample after a change.</summary>
    public static ImmutableArray<Finding> FindingsAfter(Action<ExchangeBalancerSpec> change)
    {
        var snapshot = Snapshot();
        change(snapshot.Balancer.Spec);
        return Validator.Validate(snapshot);
    }

    public static ExchangeBalancer Balancer() => Read(Mail);

    /// <summary>The sample with its JSON changed, so that it holds what C# types cannot say.</summary>
    public static ExchangeBalancer BalancerWith(string replaced, string replacement)
    {
        Mail.ShouldContain(replaced);
        return Read(Mail.Replace(replaced, replacement, StringComparison.Ordinal));
    }

    /// <summary>A second balancer on the sample's nodes, older and in nobody's way.</summary>
    public static ExchangeBalancer Other()
    {
        var other = Balancer();
        other.Metadata.Name = "other";
        other.Metadata.CreationTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        other.Spec.Vip.VirtualRouterID = 7;
        other.Spec.Vip.Addresses = ["172.30.129.7/24"];
        other.Spec.Stats = null;
        return other;
    }

    /// <summary>The same on nodes of its own.</summary>
    public static ExchangeBalancer Elsewhere()
    {
        var other = Other();
        foreach (var datacenter in other.Spec.Datacenters)
            datacenter.NodeSelector = new() { ["role"] = "other" };
        return other;
    }

    public static V1Secret Secret(string password) => new() { Data = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["password"] = Encoding.UTF8.GetBytes(password) } };

    public static V1Node Node(string name, string zone) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["topology.kubernetes.io/zone"] = zone } },
    };

    private static ExchangeBalancer Read(string json) => JsonSerializer.Deserialize(json, BalancingJsonContext.Default.ExchangeBalancer)!;
}
