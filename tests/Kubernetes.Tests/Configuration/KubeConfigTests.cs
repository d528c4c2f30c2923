using System.Runtime.Versioning;
using System.Text;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests.Configuration;

public sealed class KubeConfigTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubeconfig").FullName;
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_current_context_is_taken_with_inline_data()
    {
        var path = Write("config", $$$"""
            apiVersion: v1
            kind: Config
            current-context: two
            clusters:
            - name: c1
              cluster: {server: "https://one:6443"}
            - name: c2
              cluster:
                server: https://two:6443/prefix
                certificate-authority-data: {{{Base64("CA")}}}
                tls-server-name: kubernetes
                proxy-url: socks5://proxy:1080
            contexts:
            - {name: one, context: {cluster: c1}}
            - {name: two, context: {cluster: c2, user: u2, namespace: exchange}}
            users:
            - name: u2
              user: {token: abc, client-certificate-data: {{{Base64("CERT")}}}, client-key-data: "{{{Base64("KEY")}}}"}
            """);
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(path);
        config.CurrentContext.ShouldBe("two");
        config.Host.ShouldBe(new Uri("https://two:6443/prefix"));
        config.Namespace.ShouldBe("exchange");
        config.SslCaCertData.ShouldBe("CA");
        config.TlsServerName.ShouldBe("kubernetes");
        config.Proxy.ShouldBe(new Uri("socks5://proxy:1080"));
        config.ClientCertificateData.ShouldBe("CERT");
        config.ClientCertificateKeyData.ShouldBe("KEY");
        config.SkipTlsVerify.ShouldBeFalse();
        (await HeaderAsync(config)).ShouldBe("Bearer abc");

        var one = KubernetesClientConfiguration.BuildConfigFromConfigFile(path, "one");
        one.Host.ShouldBe(new Uri("https://one:6443"));
        one.TokenProvider.ShouldBeNull();
    }

    [Fact]
    public void Of_several_files_the_first_that_has_a_name_counts_and_paths_begin_at_their_file()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "sub"));
        var first = Write("first", """
            contexts: [{name: x, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "https://first", certificate-authority: ca.pem, insecure-skip-tls-verify: true}}]
            """);
        var second = Write("sub/second", """
            current-context: x
            clusters: [{name: c, cluster: {server: "https://second"}}]
            users: [{name: u, user: {client-certificate: cert.pem, client-key: /abs/key.pem}}]
            """);
        var config = KubernetesClientConfiguration.Build(KubeConfig.Load([first, second]), null, _time);
        config.Host.ShouldBe(new Uri("https://first"));
        config.SkipTlsVerify.ShouldBeTrue();
        config.SslCaCertFile.ShouldBe(Path.Combine(_directory, "ca.pem"));
        config.ClientCertificateFilePath.ShouldBe(Path.Combine(_directory, "sub/cert.pem"));
        config.ClientKeyFilePath.ShouldBe("/abs/key.pem");
    }

    [Fact]
    public async Task A_token_file_goes_before_a_token_and_is_read_again()
    {
        Write("token", "one\n");
        var config = User("{tokenFile: token, token: other}");
        (await HeaderAsync(config)).ShouldBe("Bearer one");
        Write("token", "two");
        (await HeaderAsync(config)).ShouldBe("Bearer one");
        _time.Advance(TimeSpan.FromMinutes(1));
        (await HeaderAsync(config)).ShouldBe("Bearer two");
        Write("token", "three");
        config.TokenProvider!.Invalidate();
        (await HeaderAsync(config)).ShouldBe("Bearer three");
        File.Delete(Path.Combine(_directory, "token"));
        config.TokenProvider.Invalidate();
        (await HeaderAsync(config)).ShouldBe("Bearer three", "while the file is replaced the last token is as good as any");
    }

    [Fact]
    public async Task Name_and_password_are_sent_as_they_always_were() =>
        (await HeaderAsync(User("{username: me, password: secret}"))).ShouldBe("Basic " + Base64("me:secret"));

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task An_exec_plugin_is_asked_again_when_its_token_ends_or_is_refused()
    {
        // Counts its calls, and shows that arguments, environment and the request arrive.
        var script = Write("plugin.sh", """
            #!/bin/sh
            echo x >> "$COUNTER"
            case "$KUBERNETES_EXEC_INFO" in *'"apiVersion":"client.authentication.k8s.io/v1"'*) ;; *) exit 1 ;; esac
            echo "{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"$1-$(wc -l < "$COUNTER")\",\"expirationTimestamp\":\"2026-01-01T00:10:00Z\"}}"
            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var config = User($$$"""{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh, args: [arg], env: [{name: COUNTER, value: "{{{_directory}}}/counter"}]}}""");
        (await HeaderAsync(config)).ShouldBe("Bearer arg-1");
        (await HeaderAsync(config)).ShouldBe("Bearer arg-1");
        config.TokenProvider!.Invalidate();
        (await HeaderAsync(config)).ShouldBe("Bearer arg-2");
        _time.Advance(TimeSpan.FromMinutes(9));
        (await HeaderAsync(config)).ShouldBe("Bearer arg-2");
        _time.Advance(TimeSpan.FromMinutes(1));
        (await HeaderAsync(config)).ShouldBe("Bearer arg-3");
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task An_exec_plugin_that_asks_for_it_is_told_of_the_cluster()
    {
        Write("ca.pem", "CA");
        var script = Write("plugin.sh", """
            #!/bin/sh
            printf %s "$KUBERNETES_EXEC_INFO" > "${0%/*}/info"
            echo '{"kind":"ExecCredential","status":{"token":"t"}}'
            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var config = KubernetesClientConfiguration.Build(
            KubeConfig.Load([Write("config", """
                current-context: x
                contexts: [{name: x, context: {cluster: c, user: u}}]
                clusters:
                - name: c
                  cluster:
                    server: https://c
                    certificate-authority: ca.pem
                    extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: us}}]
                users: [{name: u, user: {exec: {command: ./plugin.sh, provideClusterInfo: true, interactiveMode: IfAvailable}}}]
                """)]), null, _time);
        (await HeaderAsync(config)).ShouldBe("Bearer t");
        (await File.ReadAllTextAsync(Path.Combine(_directory, "info"))).ShouldBe(
            """{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false,"cluster":{"server":"https://c","certificate-authority-data":"Q0E=","config":{"audience":"us"}}}}""");
    }

    [Fact]
    public void An_exec_plugin_that_needs_somebody_to_ask_is_refused() =>
        Should.Throw<InvalidOperationException>(() => User("{exec: {command: login, interactiveMode: Always}}")).Message.ShouldContain("interactiveMode");

    [Fact]
    public void KUBECONFIG_names_several_files_of_which_some_may_be_missing()
    {
        var first = Write("first", "{current-context: x, contexts: [{name: x, context: {cluster: c}}]}");
        var second = Write("second", """{current-context: y, clusters: [{name: c, cluster: {server: "https://second"}}]}""");
        var missing = Path.Combine(_directory, "missing");
        var config = KubernetesClientConfiguration.Build(KubeConfig.LoadDefault(string.Join(Path.PathSeparator, missing, first, second), _directory), null, _time);
        config.CurrentContext.ShouldBe("x");
        config.Host.ShouldBe(new Uri("https://second"));
        Should.Throw<InvalidOperationException>(() => KubeConfig.LoadDefault(missing, _directory)).Message.ShouldContain(missing);
    }

    [Fact]
    public void Without_KUBECONFIG_the_file_at_home_counts()
    {
        Directory.CreateDirectory(Path.Combine(_directory, ".kube"));
        Write(".kube/config", "current-context: home");
        KubeConfig.LoadDefault(null, _directory).CurrentContext.ShouldBe("home");
    }

    [Theory]
    [InlineData("""{exec: {command: /does/not/exist}}""")]
    [InlineData("""{exec: {command: "false"}}""")]
    public async Task An_exec_plugin_that_fails_is_named(string user) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => HeaderAsync(User(user)))).Message.ShouldContain("credential plugin");

    [Fact]
    public void What_is_missing_is_named()
    {
        var path = Write("config", "contexts: [{name: x, context: {cluster: nowhere}}]");
        Should.Throw<InvalidOperationException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(path)).Message.ShouldContain("current context");
        Should.Throw<InvalidOperationException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(path, "y")).Message.ShouldContain("context y");
        Should.Throw<InvalidOperationException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(path, "x")).Message.ShouldContain("cluster nowhere");
        Should.Throw<InvalidOperationException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(path + ".not"));
        Should.Throw<FormatException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(Write("broken", "a: ["))).Message.ShouldContain("broken");
    }

    [Fact]
    public async Task In_a_cluster_the_service_account_counts()
    {
        Write("token", "sa");
        Write("namespace", "exchange\n");
        var config = KubernetesClientConfiguration.InClusterConfig(_directory, "fd00::1", "443", _time);
        config.Host.ShouldBe(new Uri("https://[fd00::1]:443"));
        config.Namespace.ShouldBe("exchange");
        config.SslCaCertFile.ShouldBe(Path.Combine(_directory, "ca.crt"));
        config.UseEnvironmentProxy.ShouldBeFalse();
        (await HeaderAsync(config)).ShouldBe("Bearer sa");
        Should.Throw<InvalidOperationException>(() => KubernetesClientConfiguration.InClusterConfig(_directory, null, null, _time));
    }

    private KubernetesClientConfiguration User(string user) => KubernetesClientConfiguration.Build(
        KubeConfig.Load([Write("config", $$$"""
            current-context: x
            contexts: [{name: x, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "https://c"}}]
            users:
            - name: u
              user: {{{user}}}
            """)]), null, _time);

    private static async Task<string?> HeaderAsync(KubernetesClientConfiguration config) =>
        (await config.TokenProvider!.GetAuthenticationHeaderAsync(CancellationToken.None))?.ToString();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
