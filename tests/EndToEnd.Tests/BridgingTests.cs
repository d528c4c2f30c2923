using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>TLS ends at the balancer: each protocol has its own health, and a renewed certificate arrives without a reload.</summary>
[Collection(ClusterCollection.Name)]
public sealed class BridgingTests(Cluster cluster) : IAsyncLifetime
{
    private const string PassedThrough = "affinity: {type: TLSSessionID, expire: 10s, size: 30720}";
    private const string Bridged = """bridging: {certificates: [{name: mail-tls}], restrictions: [{protocols: [ecp, powershell], allowedClients: ["192.0.2.0/24"]}]}""";

    private readonly Mail _mail = new(cluster);

    public async Task InitializeAsync()
    {
        await _mail.InstallAsync();
        await StoreAsync(TlsSecret.New().Manifest);
        await _mail.ServesAsync(Mail.Change(Mail.Quick, PassedThrough, Bridged));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_server_whose_OWA_is_ill_still_serves_MAPI_and_the_address_stays()
    {
        var holder = await _mail.HolderNodeAsync();
        await cluster.Levers.FailAsync("exch1", "owa");
        try
        {
            await cluster.Eventually(async () => (await _mail.ConditionAsync("BackendsHealthy")).Message.ShouldContain("dc1/exch1: https.owa down"), "exch1's OWA is taken out");
            await cluster.Eventually(async () => (await ServersOfAsync("/owa/", 10)).ShouldBe(["exch2"]), "the holder leaves it out of OWA");
            await cluster.Eventually(async () => (await ServersOfAsync("/mapi/emsmdb/", 10)).ShouldBe(["exch1", "exch2"]), "both serve MAPI");
            await cluster.Eventually(async () => (await _mail.ConditionAsync("Ready")).Reason.ShouldBe("Degraded"), "the status says so");
            (await _mail.HolderNodeAsync()).ShouldBe(holder);
        }
        finally
        {
            await cluster.Levers.RecoverAsync("exch1", "owa");
        }

        await _mail.IsServingAsync("dc1");
        await cluster.Eventually(async () => (await ServersOfAsync("/owa/", 4)).ShouldBe(["exch1", "exch2"]), "exch1 serves OWA again");
    }

    [Fact]
    public async Task A_renewed_certificate_is_served_without_a_reload_or_a_failed_request()
    {
        var (pods, holder) = (await _mail.PodsAsync(), await _mail.HolderNodeAsync());
        var reloads = Count(await AgentLogAsync(holder), "Reloading haproxy");
        var renewed = TlsSecret.New();
        (await ShownAsync()).ShouldNotBe(renewed.Fingerprint);
        await using var client = await cluster.StartClient("dc1", keep: 10, path: "/ews/");
        await StoreAsync(renewed.Manifest);
        await cluster.Eventually(async () => (await ShownAsync()).ShouldBe(renewed.Fingerprint), "the new certificate is shown");
        await _mail.IsServingAsync("dc1");
        var summary = await client.StopAsync();

        summary.Failed.ShouldBe(0, summary.ToString());
        summary.KeptBroken.ShouldBeEmpty(summary.ToString());
        (await _mail.PodsAsync()).ShouldBe(pods);
        var log = await AgentLogAsync(holder);
        Count(log, "Reloading haproxy").ShouldBe(reloads, log);
        log.ShouldContain("over while it ran");
        log.ShouldNotContain("PRIVATE KEY");
        (await _mail.ConditionAsync("CertificatesValid")).Status.ShouldBe("True");
        await cluster.Eventually(async () => (await _mail.EventsAsync()).ShouldContain("CertificateRenewed: The certificate mail-tls"), "the renewal is told");
    }

    [Fact]
    public async Task A_broken_certificate_is_refused_by_field_and_the_old_one_is_shown()
    {
        var shown = await ShownAsync();
        var (good, other) = (TlsSecret.New(), TlsSecret.New());
        await StoreAsync((good with { Key = other.Key }).Manifest);
        await cluster.Eventually(
            async () => (await _mail.ConditionAsync("Accepted")).Message.ShouldContain("spec.services[0].bridging.certificates[0].name"), "the key of another certificate is refused");

        (await ShownAsync()).ShouldBe(shown);
        (await cluster.Get("dc1", "/ews/")).ShouldBeOneOf("exch1", "exch2");
        await StoreAsync(good.Manifest);
        await cluster.Eventually(async () => (await ShownAsync()).ShouldBe(good.Fingerprint), "the right one is shown");
        await _mail.IsServingAsync("dc1");
    }

    [Fact]
    public async Task Closed_protocols_are_closed_and_the_root_leads_to_OWA()
    {
        (await AnswerAsync("/ecp/")).ShouldStartWith("403 ");
        (await AnswerAsync("/PowerShell/")).ShouldStartWith("403 ");
        (await AnswerAsync("/%65cp/")).ShouldStartWith("400 ");
        (await AnswerAsync("/")).ShouldBe($"302 https://{Cluster.VirtualAddress}/owa/");
    }

    // Kubernetes 1.20 leaves a null where a list of the status goes
    [Fact]
    public async Task A_balancer_that_leaves_bridging_has_its_status()
    {
        await _mail.ServesAsync();

        (await _mail.ConditionAsync("CertificatesValid")).Status.ShouldBeEmpty();
    }

    private async Task<string[]> ServersOfAsync(string path, int requests)
    {
        var servers = new SortedSet<string>(StringComparer.Ordinal);
        for (var request = 0; request < requests; request++)
            servers.Add(await cluster.Get("dc1", path) ?? "nobody");
        return [.. servers];
    }

    private async Task<string> AnswerAsync(string path) =>
        (await cluster.Run("client1", "curl", "-sk", "--path-as-is", "-m", "10", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", $"https://{Cluster.VirtualAddress}{path}")).OrThrow();

    /// <summary>The SHA-256 of the certificate that clients are shown.</summary>
    private async Task<string> ShownAsync() => (await cluster.Run(
        "client1",
        "bash",
        "-c",
        $"timeout 10 openssl s_client -connect {Cluster.VirtualAddress}:443 -servername mail.domain.com </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256")).OrThrow().Trim().Split('=')[^1];

    private async Task<string> AgentLogAsync(string node)
    {
        var pod = (await cluster.Kubectl(
            "-n", "exchange", "get", "pods", "-l", "exchange-ha.io/balancer=mail,app.kubernetes.io/component=haproxy", "--field-selector", $"spec.nodeName={node}", "-o", "jsonpath={.items[0].metadata.name}")).OrThrow();
        return (await cluster.Kubectl("-n", "exchange", "logs", pod, "-c", "agent")).OrThrow();
    }

    private async Task StoreAsync(string secret) => (await cluster.KubectlWithInput(secret, "apply", "-f", "-")).OrThrow();

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
