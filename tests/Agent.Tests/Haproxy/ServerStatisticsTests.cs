using ExchangeHA.Agent.Haproxy;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Haproxy;

public sealed class ServerStatisticsTests
{
    private const string Header = "# pxname,svname,status,bck,type,check_status,check_code,last_chk,";

    [Theory]
    [InlineData("https,s,UP,0,2,L7OK,200,,", ServerState.Up, null)]
    [InlineData("https,s,UP 1/2,0,2,* L7STS,503,,", ServerState.Up, null)]
    [InlineData("https,s,DOWN,0,2,L7STS,503,\"a, \"\"b\"\"\",", ServerState.Down, "L7STS/503")]
    [InlineData("https,s,DOWN 1/2,0,2,L4TOUT,,,", ServerState.Down, "L4TOUT")]
    [InlineData("https,s,MAINT,0,2,,,,", ServerState.Maintenance, null)]
    [InlineData("https,s,MAINT (resolution),0,2,,,,", ServerState.Unknown, "MAINT (resolution)")]
    [InlineData("https,s,DRAIN,0,2,L7OK,200,,", ServerState.Drain, null)]
    [InlineData("https,s,no check,0,2,,,,", ServerState.Unknown, "no check")]
    public void A_server_is_read_in_haproxys_words(string line, ServerState state, string? reason)
    {
        var server = ServerStatistics.Parse($"{Header}\n{line}\n\n").ShouldHaveSingleItem();
        (server.Service, server.Name, server.State, server.Reason).ShouldBe(("https", "s", state, reason));
    }

    [Fact]
    public void Frontends_backends_and_the_products_own_proxies_are_left_out() =>
        ServerStatistics.Parse($"{Header}\nhttps,FRONTEND,OPEN,,0,,,,\nhttps,BACKEND,UP,0,1,,,,\nexchange-ha-gate,gate,no check,0,2,,,,\n").ShouldBeEmpty();

    [Fact]
    public void A_server_counts_when_it_is_up_in_every_service()
    {
        var report = HaproxyReports.Of("pod", "0123456789abcdef", null, null,
        [
            Server("smtp", "exch1", ServerState.Up), Server("https", "exch1", ServerState.Down), Server("https", "exch2", ServerState.Up),
            Server("https", "exch3", ServerState.Up) with { IsBackup = true },
        ], endedWorkers: 0);
        report.Backends.ShouldBe("1/2");
        report.Config.ShouldBe("012345");
        report.EndedWorkers.ShouldBeNull();
        report.Servers!.Select(server => $"{server.Service}/{server.Name}").ShouldBe(["https/exch1", "https/exch2", "https/exch3", "smtp/exch1"]);
    }

    [Fact]
    public void A_server_that_a_new_worker_has_not_checked_is_what_it_was()
    {
        var unchecked1 = Server("https", "exch1", ServerState.Up) with { IsChecked = false };
        ServerHealthMonitor.Settled([unchecked1], [Server("https", "exch1", ServerState.Down)])[0].State.ShouldBe(ServerState.Down);
        ServerHealthMonitor.Settled([unchecked1], [])[0].State.ShouldBe(ServerState.Unknown);
        ServerHealthMonitor.Settled([unchecked1 with { State = ServerState.Maintenance }], [])[0].State.ShouldBe(ServerState.Maintenance);
    }

    [Fact]
    public void The_saved_state_takes_ports_from_the_configuration_and_leaves_out_strangers()
    {
        const string Configuration = """
            backend exchange-ha-gate
                server gate 127.0.0.1:1
            backend https
                server exch1 exch1.domain.com:444 check
                server "exch2" [fd00::2]:443 check
                server exch3 other.domain.com:443
            """;
        string Line(string backend, string server, string name, string port) => $"5 {backend} 1 {server} 127.0.0.3 0 0 1 1 8 8 2 0 6 0 0 0 {name} {port} - 0 0 - - 0";
        var states = string.Join('\n', "1", "# be_id", Line("exchange-ha-gate", "gate", "-", "1"), Line("https", "exch1", "exch1.domain.com", "443"), Line("https", "exch2", "-", "443"),
            Line("https", "exch3", "exch3.domain.com", "443"), Line("https", "gone", "-", "443"), "", "");
        ServerStates.For(Configuration, states).ShouldBe(
            string.Join('\n', "1", "# be_id", Line("https", "exch1", "exch1.domain.com", "444"), Line("https", "exch2", "-", "443"), ""));
    }

    [Fact]
    public void The_masters_list_is_read()
    {
        var list = WorkerList.TryParse("#<PID> <type> <reloads>\n15314 master 4 [failed: 1] 0d00h00m14s 2.6.12\n# workers\n16272 worker 0 0d 2.6\n# old workers\n16 worker 1 0d 2.6\n# programs\n\n");
        (list!.MasterPid, list.Reloads, string.Join(' ', list.Fresh), string.Join(' ', list.Old)).ShouldBe((15314, 4, "16272", "16"));
        // after a failed reload the one that serves counts as old, too
        WorkerList.TryParse("1 master 4 [failed: 1]\n# old workers\n12 worker 1\n10 worker 3\n11 worker 2\n")!.Old.ShouldBe([10, 11]);
        WorkerList.TryParse("Unknown command").ShouldBeNull();
        WorkerList.TryParse(null).ShouldBeNull();
    }

    private static ServerStatus Server(string service, string name, ServerState state) => new() { Service = service, Name = name, State = state };
}
