using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Http;

namespace ExchangeHA.Contract.Tests.Infrastructure;

/// <summary>Bare requests to one namespace of an API server, with nothing between the test and what is on the wire.</summary>
public sealed class ApiAccess(HttpClient http, KubernetesClientConfiguration configuration, string @namespace)
{
    /// <summary>The manager of what is written without naming one.</summary>
    public const string UserAgent = "contract";

    public string Namespace => @namespace;

    /// <summary>A client to the server that the configuration names.</summary>
    public static HttpClient Connect(KubernetesClientConfiguration configuration) => new(new SocketsHttpHandler
    {
        SslOptions = TlsOptions.Create(configuration),
        UseProxy = false,
    }) { BaseAddress = configuration.Host, Timeout = TimeSpan.FromSeconds(60) };

    public Task<Answer> GetAsync(string kind, string name) => SendAsync(HttpMethod.Get, $"{Path(kind)}/{name}");

    public Task<Answer> ListAsync(string kind, string query = "") => SendAsync(HttpMethod.Get, Path(kind) + query);

    public Task<Answer> CreateAsync(string kind, string json) => SendAsync(HttpMethod.Post, Path(kind), Complete(kind, json));

    /// <param name="name">Perhaps with a subresource.</param>
    public Task<Answer> ReplaceAsync(string kind, string name, JsonNode body) => SendAsync(HttpMethod.Put, $"{Path(kind)}/{name}", body.ToJsonString());

    public Task<Answer> PatchAsync(string kind, string name, string json) => SendAsync(HttpMethod.Patch, $"{Path(kind)}/{name}", json, "application/merge-patch+json");

    /// <param name="query">Such as <c>&amp;force=true</c>.</param>
    public Task<Answer> ApplyAsync(string kind, string name, string manager, string json, string query = "") =>
        SendAsync(HttpMethod.Patch, $"{Path(kind)}/{name}?fieldManager={manager}{query}", Complete(kind, json, name.Split('/')[0]), "application/apply-patch+yaml");

    public Task<Answer> DeleteAsync(string kind, string name, string options = "{}") => SendAsync(HttpMethod.Delete, $"{Path(kind)}/{name}", options);

    /// <summary>Watches until the server ends it or the caller has what it wants.</summary>
    public async IAsyncEnumerable<Answer> WatchAsync(string kind, string query)
    {
        using var request = await RequestAsync(HttpMethod.Get, $"{Path(kind)}?watch=true{query}");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
        {
            yield return await ReadAsync(response);
            yield break;
        }
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
            yield return new Answer((int)response.StatusCode, JsonNode.Parse(line)!.AsObject());
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = await RequestAsync(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        using var response = await http.SendAsync(request);
        return await ReadAsync(response);
    }

    public string Path(string kind) => Path(kind, @namespace);

    public static string Path(string kind, string? @namespace) => $"/{Group(kind)}{(@namespace is null ? "" : $"/namespaces/{@namespace}")}/{kind}";

    private static string Group(string kind) => kind switch
    {
        "configmaps" or "secrets" or "pods" or "serviceaccounts" => "api/v1",
        "leases" => "apis/coordination.k8s.io/v1",
        "roles" => "apis/rbac.authorization.k8s.io/v1",
        "daemonsets" => "apis/apps/v1",
        "exchangebalancers" or "balancernodes" => "apis/exchange-ha.io/v1alpha1",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of these tests"),
    };

    private static string Complete(string kind, string json, string? name = null)
    {
        var body = JsonNode.Parse(json)!;
        if (name is not null)
            (body["metadata"] ??= new JsonObject())["name"] = name;
        body["apiVersion"] = Group(kind)[(Group(kind).IndexOf('/', StringComparison.Ordinal) + 1)..];
        body["kind"] = kind switch
        {
            "configmaps" => "ConfigMap",
            "secrets" => "Secret",
            "leases" => "Lease",
            "roles" => "Role",
            "daemonsets" => "DaemonSet",
            "exchangebalancers" => "ExchangeBalancer",
            "balancernodes" => "BalancerNode",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind that these tests write"),
        };
        return body.ToJsonString();
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (configuration.TokenProvider is { } provider)
            request.Headers.Authorization = await provider.GetAuthenticationHeaderAsync(CancellationToken.None);
        return request;
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var body = text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new JsonObject { ["text"] = text };
        return new Answer((int)response.StatusCode, body);
    }
}
