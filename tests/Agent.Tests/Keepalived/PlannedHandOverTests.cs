using System.Diagnostics;
using ExchangeHA.Agent.Tests.Support;

namespace ExchangeHA.Agent.Tests.Keepalived;

/// <summary>keepalived's preStop hook with a real keepalived, a real kernel and clients of another namespace.</summary>
public sealed class PlannedHandOverTests : IDisposable
{
    private const int TimedOut = 28;
    private readonly RealKeepalived _keepalived = new();
    private readonly NetworkNamespace _client;

    public PlannedHandOverTests() => _client = new("10.9.0.9/24", _keepalived.Node);

    public void Dispose()
    {
        _client.Dispose();
        _keepalived.Dispose();
    }

    [Fact]
    public async Task The_address_leaves_and_nothing_stays_behind()
    {
        await ServeAsync();

        await EndsAsync(_keepalived.HandOver());

        _keepalived.HoldsAddress.ShouldBeFalse();
        _keepalived.TrackFile.IsHealthy.ShouldBe(false);
        (await RulesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_address_is_not_there_is_nothing_to_wait_for()
    {
        _keepalived.Stage();

        await EndsAsync(_keepalived.HandOver());

        _keepalived.TrackFile.IsHealthy.ShouldBe(false);
        (await RulesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Connections_that_are_there_are_finished_new_ones_wait_and_a_hook_that_is_killed_stops_nobody_for_long()
    {
        await ServeAsync();
        // the address stays: keepalived does not hear that it shall give it up
        _keepalived.Freeze();
        var slow = AskAsync(81, 60);
        await Eventually.Is(async () => (await _keepalived.Node.RunAsync("ss", "-Htn", "state", "established", "src", "10.9.0.100")).Output.Length > 0, () => "the slow connection");

        var hook = _keepalived.HandOver();
        await Eventually.Is(async () => (await RulesAsync()).Contains("10.9.0.100", StringComparison.Ordinal), () => "the rule");
        hook.Kill(entireProcessTree: true);

        // a SYN is sent again after 1 s at the earliest: nobody is let in, and nobody is refused either
        (await AskAsync(80, 1)).ExitCode.ShouldBe(TimedOut);
        (await slow).ShouldBe((0, "served"));
        (await AskAsync(80, 30)).ShouldBe((0, "served"));
    }

    private async Task ServeAsync()
    {
        await _keepalived.BecomeMasterAsync();
        _keepalived.StartServer();
        await Eventually.Is(async () => await AskAsync(80, 5) == (0, "served"), () => "an answer");
    }

    private Task<(int ExitCode, string Output)> AskAsync(int port, int seconds) =>
        _client.RunAsync("curl", "--silent", "--max-time", $"{seconds}", "--write-out", "", $"http://10.9.0.100:{port}/");

    private async Task<string> RulesAsync() => (await _keepalived.Node.RunAsync("nft", "list", "ruleset")).Output;

    private static async Task EndsAsync(Process hook)
    {
        await hook.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        hook.ExitCode.ShouldBe(0);
    }
}
