namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>One of the two Kubernetes clusters of the lab, as who administers it reaches it: from the host of its control plane, with its credentials.</summary>
internal sealed class ControlPlane
{
    private readonly ClusterScript _script;
    private readonly string _host;
    private readonly string[] _words;

    private ControlPlane(ClusterScript script, string host, string directory, string[] nodes, params string[] words) =>
        (_script, _host, Directory, Nodes, _words) = (script, host, directory, nodes, words);

    /// <summary>Its logs and credentials.</summary>
    public string Directory { get; }

    public IReadOnlyList<string> Nodes { get; }

    /// <summary>The cluster of all tests, with nodes in both datacenters.</summary>
    public static ControlPlane First(ClusterScript script) => new(script, "control", script.RunDirectory, ["node-a", "node-b", "node-c", "node-d"]);

    /// <summary>A cluster in dc2 alone. It is there between <see cref="Levers.StartSecondClusterAsync"/> and <see cref="Levers.StopSecondClusterAsync"/>.</summary>
    public static ControlPlane Second(ClusterScript script) => new(script, "control2", Path.Combine(script.RunDirectory, "second"), ["node-e", "node-f"], "second");

    public Task<CommandResult> Kubectl(params string[] arguments) => KubectlWithInput(null, arguments);

    /// <summary>The same, with something on standard input.</summary>
    /// <param name="input">For <c>apply -f -</c>.</param>
    public Task<CommandResult> KubectlWithInput(string? input, params string[] arguments) => _script.RunAsync([.. _words, "kubectl", .. arguments], input);

    public async Task<CommandResult> Helm(params string[] arguments)
    {
        var tools = (await Shell.RunAsync(Repository.At("tests", "cluster", "tools.sh"), [], echo: true)).OrThrow().Trim();
        return await _script.RunAsync(["run", _host, "env", $"KUBECONFIG={Path.Combine(Directory, "admin.kubeconfig")}", Path.Combine(tools, "helm"), .. arguments]);
    }
}
