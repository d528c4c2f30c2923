using System.Diagnostics;
using System.Runtime.CompilerServices;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.Kubernetes.Configuration;

namespace ExchangeHA.Contract.Tests.Infrastructure;

/// <summary>The server that KUBECONFIG names, or one of its own that <c>tests/cluster/api-server.sh</c> starts and ends.</summary>
public sealed class Real : ApiServer
{
    private readonly List<string> _made = [];
    private string? _directory;
    private KubernetesClientConfiguration? _configuration;

    public override KubernetesClientConfiguration Configuration => _configuration!;

    public override Task RemoveAsync(ApiAccess access) => access.SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{access.Namespace}");

    protected override async Task StartAsync()
    {
        var file = Environment.GetEnvironmentVariable("KUBECONFIG");
        if (string.IsNullOrEmpty(file))
        {
            _directory = $"/tmp/exchange-ha-contract-{Environment.ProcessId}";
            await RunScriptAsync("up", _directory);
            file = Path.Combine(_directory, "admin.kubeconfig");
        }
        _configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(file);
    }

    /// <summary>Definitions of custom resources that are not there are made, and removed again.</summary>
    protected override async Task PrepareAsync(ApiAccess access)
    {
        const string definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        foreach (var definition in ResourceKinds.CustomResourceDefinitions())
        {
            var answer = await access.SendAsync(HttpMethod.Post, definitions, definition.ToJsonString());
            if (answer.Code != 409)
                _made.Add($"{definitions}/{answer.ShouldSucceed(201)["metadata.name"]}");
        }
        foreach (var kind in ResourceKinds.All.Where(kind => kind.Schema is not null))
            await Eventually.TrueAsync(async () => (await access.ListAsync(kind.Plural)).Code == 200, $"{kind} are served");
    }

    protected override async Task StopAsync(ApiAccess access)
    {
        if (_directory is not null)
        {
            await RunScriptAsync("down", _directory);
            return;
        }
        foreach (var path in _made)
            await access.SendAsync(HttpMethod.Delete, path);
    }

    private static async Task RunScriptAsync(string verb, string directory, [CallerFilePath] string thisFile = "")
    {
        var script = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../cluster/api-server.sh"));
        using var process = Process.Start(new ProcessStartInfo(script, [verb, directory]))!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{script} {verb} {directory}");
    }
}
