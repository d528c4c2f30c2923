namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>What can be done to the cluster of <c>cluster.sh</c>. Each returns when it is done.</summary>
public sealed class Levers
{
    private readonly ClusterScript _script;

    internal Levers(ClusterScript script) => _script = script;

    /// <summary>Takes down the link between the datacenters.</summary>
    public Task CutAsync() => PullAsync("cut");

    public Task HealAsync() => PullAsync("heal");

    /// <summary>Unplugs a node or a server.</summary>
    public Task CrashAsync(string host) => PullAsync("crash", host);

    public Task ReviveAsync(string host) => PullAsync("revive", host);

    /// <summary>SIGKILL to a process in the pods of a node: haproxy, keepalived, agent, haproxy-agent or keepalived-agent.</summary>
    public Task KillAsync(string node, string process) => PullAsync("kill", node, process);

    public Task FreezeAsync(string node, string process) => PullAsync("freeze", node, process);

    public Task ThawAsync(string node, string process) => PullAsync("thaw", node, process);

    /// <summary>The health page of one protocol of an Exchange stand-in, "smtp", or "all", answers 503.</summary>
    public Task FailAsync(string server, string protocol = "all") => PullAsync("exchange", server, "fail", protocol);

    /// <summary>It accepts the request and never answers.</summary>
    public Task HangAsync(string server, string protocol = "all") => PullAsync("exchange", server, "hang", protocol);

    public Task RecoverAsync(string server, string protocol = "all") => PullAsync("exchange", server, "ok", protocol);

    public Task KillServerAsync(string server) => PullAsync("exchange", server, "kill");

    public Task StartServerAsync(string server) => PullAsync("exchange", server, "start");

    public Task FreezeServerAsync(string server) => PullAsync("exchange", server, "freeze");

    public Task ThawServerAsync(string server) => PullAsync("exchange", server, "thaw");

    public Task StopApiServerAsync() => PullAsync("api", "stop");

    public Task StartApiServerAsync() => PullAsync("api", "start");

    /// <summary>The API server with etcd, the controllers and the scheduler.</summary>
    public Task StopControlPlaneAsync() => PullAsync("control-plane", "stop");

    public Task StartControlPlaneAsync() => PullAsync("control-plane", "start");

    /// <summary>A cluster in dc2 with a control plane and nodes of its own: <see cref="Cluster.Second"/>.</summary>
    public Task StartSecondClusterAsync() => PullAsync("second", "up");

    public Task StopSecondClusterAsync() => PullAsync("second", "down");

    /// <summary>The recipe's pair of hand-made balancers, on the hosts <c>old1</c> (dc1) and <c>old2</c> (dc2).</summary>
    public Task StartPairAsync() => PullAsync("pair", "start");

    public Task StopPairAsync() => PullAsync("pair", "stop");

    /// <summary>Another tag of the image <c>operator</c> or <c>node</c> on every node, so that there is a version to go to.</summary>
    public Task TagAsync(string image, string tag) => PullAsync("tag", image, tag);

    private async Task PullAsync(params string[] lever) => (await _script.RunAsync(lever)).OrThrow();
}
