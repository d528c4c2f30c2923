using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Haproxy;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>A renewed certificate comes to the haproxy of this machine while it runs.</summary>
public sealed class CertificateRotationTests : IDisposable
{
    private readonly Authority _authority = new();
    private readonly RealHaproxy _haproxy = new();
    private readonly EchoServer _server = new();
    private readonly int _port = RealHaproxy.FreePort();
    private readonly string _first;
    private readonly string _second;

    public CertificateRotationTests() => (_first, _second) = (_authority.IssuePem("mail.domain.com"), _authority.IssuePem("mail.domain.com"));

    public void Dispose()
    {
        _haproxy.Dispose();
        _server.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task The_new_one_is_shown_by_the_same_worker_and_kept_connections_live_on()
    {
        var applier = await _haproxy.RunAsync(Bridged(_first));
        using var kept = await ConnectAsync(_first);
        var worker = await WorkerAsync();
        (await applier.ApplyAsync(Bridged(_second), default)).ShouldBeTrue(applier.Refused?.Message);

        using var another = await ConnectAsync(_second);
        await another.EchoesAsync();
        await kept.EchoesAsync();
        (await WorkerAsync()).ShouldBe(worker);
        (await _haproxy.Daemon.IsRunningAsync(_haproxy.Store.Running!, default)).ShouldBe(true);
        _haproxy.Store.Running!.Revision.ShouldBe(Bridged(_second).Revision);
    }

    [Fact]
    public async Task A_haproxy_that_is_started_anew_shows_the_new_one()
    {
        var applier = await _haproxy.RunAsync(Bridged(_first));
        await applier.ApplyAsync(Bridged(_second), default);
        await RestartAsync();

        using var client = await ConnectAsync(_second);
        await client.EchoesAsync();
    }

    [Fact]
    public async Task One_that_is_too_long_for_the_socket_comes_by_a_reload()
    {
        // more than haproxy's buffer of 16 KiB takes
        var second = _second + string.Concat(Enumerable.Repeat(_authority.Pem + "\n", 40));
        second.Length.ShouldBeGreaterThan(20_000);
        var applier = await _haproxy.RunAsync(Bridged(_first));
        using var kept = await ConnectAsync(_first);
        var worker = await WorkerAsync();
        (await applier.ApplyAsync(Bridged(second), default)).ShouldBeTrue(applier.Refused?.Message);

        using var another = await ConnectAsync(second);
        await another.EchoesAsync();
        await kept.EchoesAsync();
        (await WorkerAsync()).ShouldNotBe(worker);
    }

    [Fact]
    public async Task A_broken_one_is_refused_without_its_key_and_the_old_one_stays_also_for_a_new_start()
    {
        var applier = await _haproxy.RunAsync(Bridged(_first));
        var key = _second[_second.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)..];
        (await applier.ApplyAsync(Bridged(_first[.._first.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)] + key), default)).ShouldBeFalse();

        applier.Refused!.Message.ShouldNotBeEmpty();
        foreach (var line in key.Split('\n').Where(line => line.Length > 0))
            applier.Refused.Message.ShouldNotContain(line);
        using (var client = await ConnectAsync(_first))
            await client.EchoesAsync();
        await RestartAsync();
        using var another = await ConnectAsync(_first);
        await another.EchoesAsync();
    }

    [Fact]
    public async Task An_agent_that_ends_before_haproxy_has_the_new_one_leaves_it_to_the_next()
    {
        await _haproxy.RunAsync(Bridged(_first));
        var worker = await WorkerAsync();
        var killed = new ConfigurationApplier(_haproxy.Daemon, _haproxy.Store, NullLogger<ConfigurationApplier>.Instance)
        {
            Reached = step =>
            {
                if (step is ApplierStep.Swapped)
                    throw new OperationCanceledException("killed");
            },
        };
        await killed.RecoverAsync(default);
        await Should.ThrowAsync<OperationCanceledException>(() => killed.ApplyAsync(Bridged(_second), default));
        (await _haproxy.Daemon.IsRunningAsync(_haproxy.Store.Running!, default)).ShouldBe(false);

        var next = _haproxy.NewApplier();
        await next.RecoverAsync(default);
        next.Running!.Revision.ShouldBe(Bridged(_second).Revision);
        using var client = await ConnectAsync(_second);
        await client.EchoesAsync();
        (await WorkerAsync()).ShouldBe(worker);
    }

    [Fact]
    public async Task A_haproxy_that_is_silent_makes_no_exception_tell_a_key()
    {
        var path = _haproxy.Directory.In("silent.sock");
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(path));
        silent.Listen();
        var thrown = await Should.ThrowAsync<TimeoutException>(() => new HaproxySocket(path).SendAsync($"set ssl cert mail.pem <<\n{_first}", TimeSpan.FromMilliseconds(50), default));

        thrown.ToString().ShouldContain("set ssl cert mail.pem");
        thrown.ToString().ShouldNotContain("PRIVATE KEY");
    }

    private async Task RestartAsync()
    {
        _haproxy.Process.Kill(entireProcessTree: true);
        await _haproxy.Process.WaitForExitAsync();
        _haproxy.Start();
        await Eventually.Is(async () => await _haproxy.Daemon.IsRunningAsync(_haproxy.Store.Running!, default) == true, () => "haproxy to start");
    }

    private async Task<string> WorkerAsync() =>
        (await _haproxy.Admin.SendAsync("show info", TimeSpan.FromSeconds(5), default)).Split('\n').Single(line => line.StartsWith("Pid:", StringComparison.Ordinal));

    /// <summary>A client that was shown this certificate.</summary>
    private async Task<TlsVisitor> ConnectAsync(string pem)
    {
        using var expected = X509Certificate2.CreateFromPem(pem);
        var client = await TlsVisitor.ConnectAsync("127.0.0.1", _port);
        client.Thumbprint.ShouldBe(expected.Thumbprint);
        return client;
    }

    private WantedConfiguration Bridged(string pem)
    {
        var file = AuxiliaryFile.OfCertificate("mail-tls", pem);
        var plain = _haproxy.File($"server alive 127.0.0.1:{_server.Port}", $"frontend tls\n    bind 127.0.0.1:{_port} ssl crt {_haproxy.Paths.CertificatesDirectory}/{file.Link}\n    default_backend https");
        var text = plain.Text.Replace("\nglobal\n", $"\n# files: {file.Name}\nglobal\n", StringComparison.Ordinal);
        return new(text, Revision.Of(text)) { Files = [file] };
    }
}
