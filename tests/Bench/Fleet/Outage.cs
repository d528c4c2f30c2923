using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Kubernetes.Http;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Bench.Fleet;

/// <summary>How soon a deletion that was made while the API server was down is noticed after its return.</summary>
internal static class Outage
{
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<Figure> MeasureAsync(FleetServer server)
    {
        var name = $"{FleetObjects.NameOf(200)}-dc1-haproxy";
        using var handler = new SocketsHttpHandler { SslOptions = TlsOptions.Create(server.Configuration) };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(2) };
        var watch = Stopwatch.StartNew();
        await RunAsync("stop");
        await DeleteInEtcdAsync(http, $"/registry/secrets/{FleetObjects.Namespace}/{name}");
        if (watch.Elapsed < Down)
            await Task.Delay(Down - watch.Elapsed);
        var starting = RunAsync("start");
        await UntilAsync(async () => (await http.GetAsync(new Uri(server.Configuration.Host, "/readyz"))).IsSuccessStatusCode);
        var back = Stopwatch.GetTimestamp();
        await UntilAsync(async () => await server.Client.GetAsync<V1Secret>(name, FleetObjects.Namespace, CancellationToken.None) is not null);
        var noticed = Stopwatch.GetElapsedTime(back);
        await starting;
        return new Figure(
            $"A child deleted while the API server was down for {Down.TotalSeconds:0} s, from its return until the child was put back",
            $"{noticed.TotalSeconds:0.0} s",
            Quoted: "aim 3 s; KubeOps never, other changes after 8 s");
    }

    private static async Task DeleteInEtcdAsync(HttpClient http, string key)
    {
        var etcd = new Uri(Environment.GetEnvironmentVariable("ETCD") ?? throw new InvalidOperationException("ETCD does not name etcd's address."));
        using var body = JsonContent.Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(key)) });
        using var answer = await http.PostAsync(new Uri(etcd, "/v3/kv/deleterange"), body);
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("\"deleted\":\"1\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"etcd deleted nothing: {text}");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Limit; await Task.Delay(20))
        {
            try
            {
                if (await condition())
                    return;
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or Kubernetes.KubernetesException)
            {
                // not yet
            }
        }
        throw new TimeoutException("The API server, or the child, did not come back.");
    }

    private static async Task RunAsync(string verb)
    {
        var directory = Environment.GetEnvironmentVariable("API_DIRECTORY") ?? throw new InvalidOperationException("API_DIRECTORY does not name the API server's directory.");
        using var process = Process.Start("tests/cluster/api-server.sh", [verb, directory]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"api-server.sh {verb} ended with {process.ExitCode}.");
    }
}
