using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ExchangeHA.Kubernetes.Http;

namespace ExchangeHA.Kubernetes.Configuration;

public sealed partial class KubernetesClientConfiguration
{
    /// <summary>A context of a kubeconfig.</summary>
    /// <param name="path">One file; null for those that KUBECONFIG names, or else <c>~/.kube/config</c>.</param>
    /// <param name="context">Null for the current one.</param>
    /// <exception cref="FormatException">A file is broken.</exception>
    /// <exception cref="InvalidOperationException">What is asked for is not in the files.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(string? path = null, string? context = null, TimeProvider? timeProvider = null) =>
        Build(path is null ? KubeConfig.LoadDefault() : KubeConfig.Load([path]), context, timeProvider ?? TimeProvider.System);

    internal static KubernetesClientConfiguration Build(KubeConfig config, string? contextName, TimeProvider timeProvider)
    {
        contextName ??= config.CurrentContext ?? throw new InvalidOperationException("The kubeconfig names no current context.");
        var context = config.Find("contexts", "context", contextName);
        var cluster = config.Find("clusters", "cluster", context.Text("cluster") ?? throw new InvalidOperationException($"The context {contextName} names no cluster."));
        var user = context.Text("user") is { } userName ? config.Find("users", "user", userName) : null;
        return new KubernetesClientConfiguration
        {
            CurrentContext = contextName,
            Namespace = context.Text("namespace"),
            Host = new Uri(cluster.Text("server") ?? throw new InvalidOperationException($"The cluster of context {contextName} has no server.")),
            SkipTlsVerify = cluster.Flag("insecure-skip-tls-verify"),
            TlsServerName = cluster.Text("tls-server-name"),
            SslCaCertData = cluster.Base64("certificate-authority-data"),
            SslCaCertFile = cluster.File("certificate-authority"),
            Proxy = cluster.Text("proxy-url") is { } proxy ? new Uri(proxy) : null,
            ClientCertificateData = user?.Base64("client-certificate-data"),
            ClientCertificateFilePath = user?.File("client-certificate"),
            ClientCertificateKeyData = user?.Base64("client-key-data"),
            ClientKeyFilePath = user?.File("client-key"),
            TokenProvider = user is null ? null : TokenProviderOf(user, cluster, timeProvider),
        };
    }

    /// <summary>Of several ways to identify oneself the first of client-go's order counts; a file goes before the token beside it.</summary>
    private static ITokenProvider? TokenProviderOf(KubeConfigEntry user, KubeConfigEntry cluster, TimeProvider timeProvider)
    {
        if (user.File("tokenFile") is { } file)
            return new TokenFileProvider(file, timeProvider);
        if (user.Text("token") is { } token)
            return new StaticTokenProvider(new AuthenticationHeaderValue("Bearer", token));
        if (user.Text("username") is { } name)
        {
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{user.Text("password")}"));
            return new StaticTokenProvider(new AuthenticationHeaderValue("Basic", basic));
        }
        return user.Value["exec"] is JsonObject exec ? new ExecTokenProvider(ExecPluginOf(new KubeConfigEntry(exec, user.Directory), cluster), timeProvider) : null;
    }

    private static ExecPlugin ExecPluginOf(KubeConfigEntry exec, KubeConfigEntry cluster)
    {
        var command = exec.Text("command") ?? throw new FormatException("An exec section of the kubeconfig has no command.");
        if (exec.Text("interactiveMode") is "Always")
            throw new InvalidOperationException($"The credential plugin {command} wants to ask somebody (interactiveMode: Always), and there is nobody.");
        // A bare name is looked up in PATH, a relative path begins where the file is.
        if (command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            command = Path.GetFullPath(command, exec.Directory);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in (exec.Value["env"] as JsonArray ?? []).OfType<JsonObject>())
            environment[variable["name"]?.ToString() ?? ""] = variable["value"]?.ToString() ?? "";
        return new ExecPlugin(
            exec.Text("apiVersion") ?? "client.authentication.k8s.io/v1",
            command,
            [.. (exec.Value["args"] as JsonArray ?? []).Select(argument => argument?.ToString() ?? "")],
            environment,
            exec.Text("installHint"),
            exec.Flag("provideClusterInfo") ? ClusterInfoOf(cluster) : null);
    }

    /// <summary>What <c>spec.cluster</c> of an ExecCredential holds.</summary>
    private static JsonObject ClusterInfoOf(KubeConfigEntry cluster)
    {
        var info = new JsonObject();
        foreach (var name in new[] { "server", "tls-server-name", "insecure-skip-tls-verify", "certificate-authority-data", "proxy-url" })
        {
            if (cluster.Value[name] is { } value)
                info[name] = value.DeepClone();
        }
        if (cluster.File("certificate-authority") is { } authority && cluster.Text("certificate-authority-data") is null)
            info["certificate-authority-data"] = Convert.ToBase64String(File.ReadAllBytes(authority));
        var extensions = (cluster.Value["extensions"] as JsonArray ?? []).OfType<JsonObject>();
        if (extensions.FirstOrDefault(extension => extension["name"]?.ToString() == "client.authentication.k8s.io/exec")?["extension"] is { } config)
            info["config"] = config.DeepClone();
        return info;
    }
}
