namespace ExchangeHA.Operator.Tests;

/// <summary>Files for one test.</summary>
internal sealed class InputFolder : IDisposable
{
    public const string Balancer = """
        apiVersion: exchange-ha.io/v1alpha1
        kind: ExchangeBalancer
        metadata: {name: mail, namespace: exchange}
        spec:
          vip:
            addresses: ["192.0.2.10/24"]
            authentication: {secretKeyRef: {name: mail-vrrp, key: password}}
          datacenters:
          - name: dc1
            priority: 101
            interface: ens160
            nodeSelector: {zone: dc1}
            backends: [{name: exch1, host: exch1.example.com}]
          - name: dc2
            priority: 100
            interface: ens192
            nodeSelector: {zone: dc2}
            backends: [{name: exch2, host: exch2.example.com}]

        """;

    public const string Secret = """
        apiVersion: v1
        kind: Secret
        metadata: {name: mail-vrrp, namespace: exchange}
        stringData: {password: s3cret}

        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("exchange-ha-test-").FullName;

    /// <summary>A file of these documents; its path.</summary>
    public string File(string name, params string[] documents)
    {
        var path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllText(path, string.Join("---\n", documents));
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
