using System.Text;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Configuration;

/// <summary>Configurations that differ in the content of a certificate alone.</summary>
public sealed class RenewedCertificatesTests : IDisposable
{
    private static readonly AuxiliaryFile First = AuxiliaryFile.OfCertificate("mail-tls", "first");
    private static readonly AuxiliaryFile Second = AuxiliaryFile.OfCertificate("mail-tls", "second");

    private readonly TemporaryDirectory _directory = new();
    private readonly ConfigurationStore _store;
    private readonly FakeDaemon _daemon;

    public RenewedCertificatesTests()
    {
        _store = new(_directory.In("haproxy.cfg"));
        _daemon = new(_store);
    }

    public static TheoryData<ApplierStep> Steps => [.. Enum.GetValues<ApplierStep>()];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_is_taken_over_without_a_reload()
    {
        var applier = await RunningFirstAsync();
        var reloads = _daemon.Reloads;
        (await applier.ApplyAsync(Wanted(Second), default)).ShouldBeTrue(applier.Refused?.Message);

        _daemon.Taken.ShouldBe([Second.Name]);
        _daemon.Reloads.ShouldBe(reloads);
        applier.Running!.Revision.ShouldBe(Wanted(Second).Revision);
        Shown().ShouldBe("second");
        Directory.GetFiles(_directory.In("files")).Select(path => Path.GetFileName(path)).ShouldBe([Second.Name]);
        File.GetUnixFileMode(Path.Combine(_directory.In("files"), Second.Name)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_directory.Path).Select(path => Path.GetFileName(path)).ShouldBe(["haproxy.cfg"]);
    }

    [Fact]
    public async Task The_check_reads_the_new_one_while_a_haproxy_that_starts_would_read_the_old_one()
    {
        var seen = "";
        var daemon = new FakeDaemon(_store) { Checking = () => seen = File.Exists(Link) ? Shown() : "nothing" };
        var applier = await RunningFirstAsync(daemon);
        await applier.ApplyAsync(Wanted(Second), default);

        seen.ShouldBe("first");
        daemon.Checked[^1].ShouldContain($"crt /run/exchange-ha/files/{Second.Name}");
        daemon.Runs!.Text.ShouldContain("crt /run/exchange-ha/certificates/mail-tls.pem");
    }

    [Fact]
    public async Task What_the_running_daemon_does_not_take_comes_by_a_reload()
    {
        var applier = await RunningFirstAsync();
        var reloads = _daemon.Reloads;
        _daemon.RefusesToTake = "too long";
        (await applier.ApplyAsync(Wanted(Second), default)).ShouldBeTrue(applier.Refused?.Message);

        _daemon.Reloads.ShouldBe(reloads + 1);
        Shown().ShouldBe("second");
    }

    [Theory]
    [InlineData("# refused-by-check")]
    [InlineData("# refused-by-reload")]
    public async Task A_refused_one_leaves_the_last_good_one(string comment)
    {
        var applier = await RunningFirstAsync();
        _daemon.RefusesToTake = "broken";
        (await applier.ApplyAsync(Wanted(Second, comment), default)).ShouldBeFalse();

        Shown().ShouldBe("first");
        applier.Running!.Revision.ShouldBe(Wanted(First).Revision);
        (await applier.ApplyAsync(Wanted(First), default)).ShouldBeTrue();
        Shown().ShouldBe("first");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task After_a_crash_at_any_step_there_is_a_certificate_and_the_next_agent_brings_the_new_one(ApplierStep step)
    {
        await RunningFirstAsync();
        var killed = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance)
        {
            Reached = reached =>
            {
                if (reached == step)
                    throw new OperationCanceledException("killed");
            },
        };
        await Should.NotThrowAsync(async () =>
        {
            try
            {
                await killed.RecoverAsync(default);
                await killed.ApplyAsync(Wanted(Second), default);
            }
            catch (OperationCanceledException)
            {
                // killed
            }
        });
        Shown().ShouldBeOneOf("first", "second");

        _daemon.Taken.Clear();
        var next = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance);
        await next.RecoverAsync(default);
        (await next.ApplyAsync(Wanted(Second), default)).ShouldBeTrue(next.Refused?.Message);
        Shown().ShouldBe("second");
        next.Running!.Revision.ShouldBe(Wanted(Second).Revision);
        if (step is ApplierStep.Swapped)
            _daemon.Taken.ShouldBe([Second.Name]);
    }

    [Fact]
    public async Task A_link_that_no_configuration_names_any_more_goes()
    {
        var applier = await RunningFirstAsync();
        (await applier.ApplyAsync(Wanted(AuxiliaryFile.OfCertificate("other-tls", "other"), "", "other-tls"), default)).ShouldBeTrue();

        Directory.GetFiles(_directory.In("certificates")).Select(path => Path.GetFileName(path)).ShouldBe(["other-tls.pem"]);
    }

    private string Link => Path.Combine(_directory.In("certificates"), "mail-tls.pem");

    private string Shown() => File.ReadAllText(Link);

    private async Task<ConfigurationApplier> RunningFirstAsync(FakeDaemon? daemon = null)
    {
        var applier = new ConfigurationApplier(daemon ?? _daemon, _store, NullLogger<ConfigurationApplier>.Instance);
        (await applier.ApplyAsync(Wanted(First), default)).ShouldBeTrue(applier.Refused?.Message);
        return applier;
    }

    private static WantedConfiguration Wanted(AuxiliaryFile file, string comment = "", string certificate = "mail-tls")
    {
        var header = new ConfigurationHeader { Balancer = new NamespacedName("exchange", "mail"), Datacenter = "dc1", VirtualAddresses = [], HealthPort = 1, Files = [file.Name] };
        var text = $"{header.Render()}{comment}\nbind :443 ssl crt {Names.CertificatesDirectory}/{certificate}.pem\n";
        return WantedConfiguration.Find(new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Names.HaproxyFile] = Encoding.UTF8.GetBytes(text),
            [Names.RevisionKey(Names.HaproxyFile)] = Encoding.UTF8.GetBytes(Revision.Of(text)),
            [file.Name] = Encoding.UTF8.GetBytes(file.Text.Reveal),
        }, Names.HaproxyFile)!;
    }
}
