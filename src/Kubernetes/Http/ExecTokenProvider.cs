using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>A credential plugin of a kubeconfig (<c>client.authentication.k8s.io</c>): a program that prints a token or a client certificate.</summary>
internal sealed class ExecTokenProvider(ExecPlugin plugin, TimeProvider timeProvider) : ITokenProvider, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Credentials are got anew this long before they end, so that none ends under way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1);
    private AuthenticationHeaderValue? _header;
    private DateTimeOffset _expires = DateTimeOffset.MinValue;

    /// <summary>The certificate of the last answer. The client asks for the header before it connects, so it is there by then.</summary>
    public X509Certificate2? ClientCertificate { get; private set; }

    public async ValueTask<AuthenticationHeaderValue?> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (timeProvider.GetUtcNow() >= _expires)
                Accept(JsonNode.Parse(await RunAsync(cancellationToken))?["status"] ?? throw Failed("printed no status"));
            return _header;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Invalidate() => _expires = DateTimeOffset.MinValue;

    public void Dispose() => _gate.Dispose();

    private void Accept(JsonNode status)
    {
        var token = (string?)status["token"];
        var (certificate, key) = ((string?)status["clientCertificateData"], (string?)status["clientKeyData"]);
        if (token is null && certificate is null)
            throw Failed("printed neither token nor certificate");
        _header = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        ClientCertificate = certificate is null ? null : X509Certificate2.CreateFromPem(certificate, key ?? certificate);
        _expires = (string?)status["expirationTimestamp"] is { } expires
            ? DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) - Margin
            : DateTimeOffset.MaxValue;
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in plugin.Environment)
            start.Environment[name] = value;
        var spec = new JsonObject { ["interactive"] = false };
        if (plugin.ClusterInfo is { } cluster)
            spec["cluster"] = cluster.DeepClone();
        start.Environment["KUBERNETES_EXEC_INFO"] = new JsonObject { ["apiVersion"] = plugin.ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec }.ToJsonString();

        using var limit = new CancellationTokenSource(Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var process = Start(start);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0 ? output : throw Failed($"exited with {process.ExitCode}");
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The credential plugin {plugin.Command} did not answer within {Timeout}.", exception);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"The credential plugin {plugin.Command} could not be started. {plugin.InstallHint}".TrimEnd(), exception);
        }
    }

    private InvalidOperationException Failed(string how) => new($"The credential plugin {plugin.Command} {how}.");
}
