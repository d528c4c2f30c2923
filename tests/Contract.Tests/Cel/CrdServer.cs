using System.Diagnostics;
using System.Runtime.CompilerServices;
using ExchangeHA.Contract.Tests.Infrastructure;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.Kubernetes.Configuration;

namespace ExchangeHA.Contract.Tests.Cel;

/// <summary>Today's CRD server with the committed definitions, which <c>tests/cluster/crd-server.sh</c> builds, starts and ends.</summary>
public sealed class CrdServer : IAsyncLifetime
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private readonly string _directory = $"/tmp/exchange-ha-crds-{Environment.ProcessId}";
    private HttpClient? _http;

    /// <summary>This server knows no namespaces, so any will do.</summary>
    internal ApiAccess Access { get; private set; } = null!;

    /// <summary>What the server said to each definition.</summary>
    internal List<Answer> Answers { get; } = [];

    public async Task InitializeAsync()
    {
        await RunScriptAsync("up");
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(Path.Combine(_directory, "admin.kubeconfig"));
        _http = ApiAccess.Connect(configuration);
        Access = new ApiAccess(_http, configuration, "exchange");
        foreach (var definition in ResourceKinds.CustomResourceDefinitions())
            Answers.Add(await Access.SendAsync(HttpMethod.Post, Definitions, definition.ToJsonString()));
        if (Answers.TrueForAll(answer => answer.Code == 201))
            await Eventually.TrueAsync(async () => (await Access.ListAsync("exchangebalancers")).Code == 200, "balancers are served");
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        await RunScriptAsync("down");
    }

    private async Task RunScriptAsync(string verb, [CallerFilePath] string thisFile = "")
    {
        var script = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../cluster/crd-server.sh"));
        using var process = Process.Start(new ProcessStartInfo(script, [verb, _directory]))!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{script} {verb} {_directory}");
    }
}
