using System.Text;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Configuration;

/// <summary>The files that a configuration names and the Secret carries beside it.</summary>
public sealed class NamedFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ConfigurationStore _store;
    private readonly FakeDaemon _daemon;
    private readonly ConfigurationApplier _applier;
    private IEnumerable<string> _seen = [];

    public NamedFilesTests()
    {
        _store = new(_directory.In("haproxy.cfg"));
        _daemon = new(_store) { Checking = () => _seen = OnNode() };
        _applier = new(_daemon, _store, NullLogger<ConfigurationApplier>.Instance);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task They_are_there_before_the_check_and_the_old_ones_go_after_the_change()
    {
        var (first, second) = (AuxiliaryFile.Of("ca", "first"), AuxiliaryFile.Of("ca", "second"));
        (await _applier.ApplyAsync(Wanted("1", first), default)).ShouldBeTrue(_applier.Refused?.Message);
        OnNode().ShouldBe([first.Name]);
        File.ReadAllText(InFiles(first)).ShouldBe("first");
        File.GetUnixFileMode(InFiles(first)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        (await _applier.ApplyAsync(Wanted("2", second), default)).ShouldBeTrue(_applier.Refused?.Message);
        _seen.ShouldBe(new[] { first.Name, second.Name }, ignoreOrder: true);
        OnNode().ShouldBe([second.Name]);
    }

    [Theory]
    [InlineData("refused-by-check")]
    [InlineData("refused-by-reload")]
    public async Task A_refused_configuration_takes_none_of_the_running_ones_files(string text)
    {
        var (first, second) = (AuxiliaryFile.Of("ca", "first"), AuxiliaryFile.Of("ca", "second"));
        await _applier.ApplyAsync(Wanted("1", first), default);
        (await _applier.ApplyAsync(Wanted(text, second), default)).ShouldBeFalse();
        OnNode().ShouldContain(first.Name);

        (await _applier.ApplyAsync(Wanted("3", first), default)).ShouldBeTrue();
        OnNode().ShouldBe([first.Name]);
    }

    [Fact]
    public async Task A_configuration_whose_file_is_missing_is_refused_until_it_comes()
    {
        var file = AuxiliaryFile.Of("ca", "authority");
        var incomplete = WantedConfiguration.Find(Data("1", file, content: null), Names.HaproxyFile)!;
        (await _applier.ApplyAsync(incomplete, default)).ShouldBeFalse();
        _applier.Refused!.Message.ShouldContain(file.Name);

        var whole = Wanted("1", file);
        whole.ShouldNotBe(incomplete);
        (await _applier.ApplyAsync(whole, default)).ShouldBeTrue();
    }

    [Fact]
    public void Another_content_under_the_name_is_not_the_file()
    {
        var file = AuxiliaryFile.Of("ca", "authority");
        WantedConfiguration.Find(Data("1", file, "another"), Names.HaproxyFile)!.Flaw.ShouldNotBeNull().ShouldContain(file.Name);
    }

    private static WantedConfiguration Wanted(string text, AuxiliaryFile file) => WantedConfiguration.Find(Data(text, file, file.Text.Reveal), Names.HaproxyFile)!;

    private static Dictionary<string, byte[]> Data(string text, AuxiliaryFile file, string? content)
    {
        var header = new ConfigurationHeader { Balancer = new NamespacedName("exchange", "mail"), Datacenter = "dc1", VirtualAddresses = [], HealthPort = 1, Files = [file.Name] };
        var whole = header.Render() + text + "\n";
        var data = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Names.HaproxyFile] = Encoding.UTF8.GetBytes(whole),
            [Names.RevisionKey(Names.HaproxyFile)] = Encoding.UTF8.GetBytes(Revision.Of(whole)),
        };
        if (content is not null)
            data[file.Name] = Encoding.UTF8.GetBytes(content);
        return data;
    }

    private string InFiles(AuxiliaryFile file) => Path.Combine(_directory.In("files"), file.Name);

    private List<string> OnNode() => Directory.Exists(_directory.In("files")) ? [.. Directory.EnumerateFiles(_directory.In("files")).Select(path => Path.GetFileName(path))] : [];
}
