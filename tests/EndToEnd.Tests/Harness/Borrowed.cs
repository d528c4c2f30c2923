using Xunit.Abstractions;

namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>A place in a cluster that may be somebody else's: a namespace of our own, and the CRDs for as long as it is needed.</summary>
internal sealed class Borrowed(Cluster cluster)
{
    private bool _broughtCrds;

    public string Namespace { get; } = $"exchange-ha-test-{Guid.NewGuid().ToString("N")[..8]}";

    public async Task PrepareAsync()
    {
        _broughtCrds = !cluster.HasLevers && !(await cluster.Kubectl("get", "crd", "exchangebalancers.exchange-ha.io")).Succeeded;
        // kubectl 1.20 does not know the rules in the definitions, and takes them for a mistake
        (await cluster.Kubectl("apply", "--validate=false", "-k", Repository.At("crds"))).OrThrow();
        (await cluster.Kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd/exchangebalancers.exchange-ha.io", "crd/balancernodes.exchange-ha.io")).OrThrow();
        (await cluster.Kubectl("create", "namespace", Namespace)).OrThrow();
    }

    public async Task ReturnAsync()
    {
        (await cluster.Kubectl("delete", "namespace", Namespace, "--wait=true", "--timeout=120s")).OrThrow();
        if (_broughtCrds)
            (await cluster.Kubectl("delete", "-k", Repository.At("crds"))).OrThrow();
    }

    /// <summary>Applies manifests that were written for the namespace <c>exchange</c>.</summary>
    public Task<CommandResult> ApplyAsync(string yaml, params string[] options) => cluster.KubectlWithInput(Here(yaml), ["apply", .. options, "-f", "-"]);

    /// <summary>What applying them would change; it ends with 1 if that is anything.</summary>
    public Task<CommandResult> DiffAsync(string yaml, params string[] options) => cluster.KubectlWithInput(Here(yaml), ["diff", .. options, "-f", "-"]);

    /// <summary>The operator of this build, as a process beside the cluster.</summary>
    public BesideProcess StartOperator(ITestOutputHelper output)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Repository.At("src", "Operator", "bin", build, "net10.0", "linux-x64", "exchange-ha");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["POD_NAMESPACE"] = Namespace, ["POD_NAME"] = "operator", ["NODE_IMAGE"] = "exchange-ha/node:never-pulled", ["NODE_IMAGE_PULL_POLICY"] = "IfNotPresent" };
        return new BesideProcess(cluster.StartBeside(environment, [program, "operator", "--namespace", Namespace, "--port", "0", "--metrics-port", "0"]), output);
    }

    private string Here(string yaml) => yaml
        .Replace("namespace: exchange\n", $"namespace: {Namespace}\n", StringComparison.Ordinal)
        .Replace("namespace: exchange}", $"namespace: {Namespace}}}", StringComparison.Ordinal)
        .Replace("  name: exchange\n", $"  name: {Namespace}\n", StringComparison.Ordinal);

    public async Task<string[]> NamesAsync(string kinds, string selector = "") =>
        (await cluster.Kubectl("-n", Namespace, "get", kinds, "-l", selector, "-o", "name")).OrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Status and message of a condition of the balancer <c>mail</c>.</summary>
    public async Task<string> ConditionAsync(string type) => (await cluster.Kubectl(
        "-n", Namespace, "get", "exb", "mail", "-o", $"jsonpath={{range .status.conditions[?(@.type==\"{type}\")]}}{{.status}} {{.message}}{{end}}")).OrThrow();
}
