using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Configuration;

public sealed class ConfigurationApplierTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ConfigurationStore _store;
    private readonly FakeDaemon _daemon;

    public ConfigurationApplierTests()
    {
        _store = new(_directory.In("haproxy.cfg"));
        _daemon = new(_store);
    }

    public static TheoryData<ApplierStep, string> Crashes()
    {
        var data = new TheoryData<ApplierStep, string>();
        foreach (var step in Enum.GetValues<ApplierStep>())
        {
            data.Add(step, "second\n");
            data.Add(step, "# a comment\nfirst\n");
            data.Add(step, "second refused-by-check\n");
            data.Add(step, "second refused-by-reload\n");
        }

        return data;
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_new_configuration_is_checked_and_runs()
    {
        var applier = await RunningFirstAsync();
        (await applier.ApplyAsync(File("second\n"), default)).ShouldBeTrue();
        applier.Running!.Revision.ShouldBe(Revision.Of("second\n"));
        _daemon.Runs!.Text.ShouldBe("second\n");
        _daemon.Checked.Count.ShouldBe(2);
        _store.LastGood.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_configuration_again_does_nothing()
    {
        var applier = await RunningFirstAsync();
        var reloads = _daemon.Reloads;
        (await applier.ApplyAsync(File("first\n"), default)).ShouldBeTrue();
        _daemon.Reloads.ShouldBe(reloads);
    }

    [Fact]
    public async Task A_change_of_comments_is_taken_without_a_reload()
    {
        var applier = await RunningFirstAsync();
        var reloads = _daemon.Reloads;
        (await applier.ApplyAsync(File("# stand-down: true\nfirst\n"), default)).ShouldBeTrue();
        _daemon.Reloads.ShouldBe(reloads);
        _store.Running!.Text.ShouldBe("# stand-down: true\nfirst\n");
        applier.Running!.Revision.ShouldBe(Revision.Of("# stand-down: true\nfirst\n"));
    }

    [Fact]
    public async Task A_truncated_file_is_refused_and_never_staged()
    {
        var applier = await RunningFirstAsync();
        (await applier.ApplyAsync(new("seco", Revision.Of("second\n")), default)).ShouldBeFalse();
        applier.Refused!.Message.ShouldContain("truncated");
        applier.Refused.Revision.ShouldBe(Revision.Of("second\n"));
        _daemon.Checked.Count.ShouldBe(1);
        _daemon.Runs!.Text.ShouldBe("first\n");
    }

    [Theory]
    [InlineData("second refused-by-check\n")]
    [InlineData("second refused-by-reload\n")]
    public async Task A_refused_configuration_leaves_the_last_good_one_and_a_good_one_ends_the_refusal(string refused)
    {
        var applier = await RunningFirstAsync();
        (await applier.ApplyAsync(File(refused), default)).ShouldBeFalse();
        applier.Refused!.Revision.ShouldBe(Revision.Of(refused));
        _store.Running!.Text.ShouldBe("first\n");
        _daemon.Runs!.Text.ShouldBe("first\n");
        applier.Running!.Revision.ShouldBe(Revision.Of("first\n"));

        (await applier.ApplyAsync(File("third\n"), default)).ShouldBeTrue();
        applier.Refused.ShouldBeNull();
        _daemon.Runs!.Text.ShouldBe("third\n");
    }

    [Fact]
    public async Task Going_back_to_what_runs_ends_the_refusal()
    {
        var applier = await RunningFirstAsync();
        await applier.ApplyAsync(File("refused-by-check\n"), default);
        (await applier.ApplyAsync(File("first\n"), default)).ShouldBeTrue();
        applier.Refused.ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_is_short_and_without_secrets()
    {
        var applier = await RunningFirstAsync();
        await applier.ApplyAsync(File("auth_pass s3cret\nrefused-by-check\n"), default);
        applier.Refused!.Message.ShouldBe("unknown keyword; password ***");
    }

    [Fact]
    public async Task A_disk_that_cannot_be_written_leaves_what_runs()
    {
        var applier = await RunningFirstAsync();
        Directory.CreateDirectory(_store.StagedFile);
        (await applier.ApplyAsync(File("second\n"), default)).ShouldBeFalse();
        applier.Refused!.Message.ShouldContain("could not write");
        _store.Running!.Text.ShouldBe("first\n");
    }

    /// <summary>The agent is killed after a step; haproxy goes on, or dies as well and starts from the file; a new agent comes.</summary>
    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task After_a_crash_at_any_step_a_whole_verified_configuration_runs(ApplierStep step, string second)
    {
        foreach (var daemonDies in new[] { false, true })
        {
            await RunningFirstAsync();
            var killed = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance)
            {
                Reached = at =>
                {
                    if (at == step)
                        throw new OperationCanceledException();
                },
            };
            await Ignoring(() => killed.RecoverAsync(default));
            await Ignoring(() => killed.ApplyAsync(File(second), default));

            _store.Running.ShouldNotBeNull();
            _store.Running.Text.ShouldBeOneOf("first\n", second);
            _store.Running.Text.ShouldNotContain("refused-by-check");
            if (daemonDies)
                _daemon.Start();

            var next = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance);
            await next.RecoverAsync(default);
            var taken = await next.ApplyAsync(File(second), default);

            taken.ShouldBe(!second.Contains("refused") || (daemonDies && next.Refused is null));
            _store.LastGood.ShouldBeNull();
            next.Running.ShouldBe(_store.Running);
            _daemon.Runs!.Digest.ShouldBe(_store.Running!.Digest);
        }
    }

    [Fact]
    public async Task A_torn_file_on_the_node_gives_way_to_the_last_good_one()
    {
        await RunningFirstAsync();
        _store.KeepLastGood();
        System.IO.File.WriteAllText(_store.RunningFile, "fir");
        var applier = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance);
        await applier.RecoverAsync(default);
        applier.Running!.Text.ShouldBe("first\n");
    }

    [Fact]
    public void The_files_are_the_owners_alone()
    {
        _store.Stage(new("auth_pass s3cret\n", "r"), []);
        System.IO.File.GetUnixFileMode(_store.StagedFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static WantedConfiguration File(string text) => new(text, Revision.Of(text));

    private static async Task Ignoring(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (OperationCanceledException)
        {
            // the crash
        }
    }

    private async Task<ConfigurationApplier> RunningFirstAsync()
    {
        foreach (var file in Directory.EnumerateFiles(_directory.Path))
            System.IO.File.Delete(file);
        var applier = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance);
        (await applier.ApplyAsync(File("first\n"), default)).ShouldBeTrue();
        return applier;
    }
}
