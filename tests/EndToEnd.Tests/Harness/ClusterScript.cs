using System.Diagnostics;

namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary><c>tests/cluster/cluster.sh</c>, which makes the cluster and has its levers.</summary>
internal sealed class ClusterScript
{
    private readonly string _path = Repository.At("tests", "cluster", "cluster.sh");

    /// <summary>Where the script keeps a running cluster's sockets, logs and keys.</summary>
    public string RunDirectory { get; } = Environment.GetEnvironmentVariable("CLUSTER_DIR") ?? "/run/exchange-ha-lab";

    public Task<CommandResult> RunAsync(IEnumerable<string> arguments, string? input = null, CancellationToken cancellationToken = default) =>
        Shell.RunAsync(_path, arguments, input, cancellationToken: cancellationToken);

    /// <summary>A command that goes on until its standard input closes.</summary>
    public Process Start(IEnumerable<string> arguments) => Shell.Start(_path, arguments);

    /// <summary>With its progress on standard error: on a fresh machine it builds Kubernetes first.</summary>
    public async Task UpAsync() => (await Shell.RunAsync(_path, ["up"], echo: true)).OrThrow();

    public async Task DownAsync() => (await Shell.RunAsync(_path, ["down"], echo: true)).OrThrow();
}
