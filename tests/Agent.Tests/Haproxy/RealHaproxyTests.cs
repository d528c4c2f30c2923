using System.Net;
using System.Net.Sockets;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Haproxy;
using ExchangeHA.Agent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>Against the haproxy of this machine.</summary>
public sealed class RealHaproxyTests : IDisposable
{
    private readonly RealHaproxy _haproxy = new();
    private readonly EchoServer _server = new();

    private string Alive => $"server alive 127.0.0.1:{_server.Port} check inter 100ms";

    public void Dispose()
    {
        _haproxy.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task A_change_is_applied_and_connections_live_on()
    {
        var applier = await _haproxy.RunAsync(_haproxy.File(Alive));
        using var client = await ConnectAsync();
        (await applier.ApplyAsync(_haproxy.File(Alive, "backend smtp"), default)).ShouldBeTrue(applier.Refused?.Message);
        (await _haproxy.Admin.SendAsync("show stat", TimeSpan.FromSeconds(5), default)).ShouldContain("\nsmtp,");
        await EchoesAsync(client);
        using var another = await ConnectAsync();
        await EchoesAsync(another);
    }

    [Fact]
    public async Task Changes_leave_at_most_20_old_workers_and_only_the_oldest_connections_end()
    {
        const int Changes = OldWorkers.Most + 3;
        var applier = await _haproxy.RunAsync(_haproxy.File(Alive));
        var clients = new List<TcpClient>();
        for (var change = 0; change < Changes; change++)
        {
            // one for each worker, and it is the only one of the first: age alone ends none
            clients.Add(await ConnectAsync());
            await EchoesAsync(clients[^1]);
            (await applier.ApplyAsync(_haproxy.File(Alive, $"backend change{change}"), default)).ShouldBeTrue(applier.Refused?.Message);
            (await WorkersAsync()).Old.Length.ShouldBe(Math.Min(change + 1, OldWorkers.Most));
        }

        _haproxy.Daemon.OldWorkers.Ended.ShouldBe(3);
        _haproxy.Daemon.OldWorkers.EndedConnections.ShouldBe(3);
        foreach (var client in clients[..3])
            (await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);
        foreach (var client in clients[3..])
            await EchoesAsync(client);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task One_old_worker_lives_through_any_number_of_changes()
    {
        var applier = await _haproxy.RunAsync(_haproxy.File(Alive));
        using var client = await ConnectAsync();
        await EchoesAsync(client);
        for (var change = 0; change < OldWorkers.Most + 3; change++)
            (await applier.ApplyAsync(_haproxy.File(Alive, $"backend change{change}"), default)).ShouldBeTrue(applier.Refused?.Message);

        await EchoesAsync(client);
        _haproxy.Daemon.OldWorkers.Ended.ShouldBe(0);
        await Eventually.Is(async () => (await WorkersAsync()).Old.Length == 1, () => "the others to end");
    }

    [Fact]
    public async Task A_weight_and_a_state_are_changed_while_it_runs_and_outlive_a_reload_as_the_file_says()
    {
        var second = "server other 127.0.0.1:1 check inter 100ms";
        string Servers(string alive, string other) => $"{Alive} {alive}\n    {second} {other}";
        var reasons = new List<ReloadReason>();
        await _haproxy.RunAsync(_haproxy.File(Servers("weight 100", "weight 100")));
        var applier = new ConfigurationApplier(_haproxy.Daemon, _haproxy.Store, NullLogger<ConfigurationApplier>.Instance) { Reloaded = (reason, _) => reasons.Add(reason) };
        await applier.RecoverAsync(default);
        await Eventually.Is(async () => await _haproxy.StatusAsync("other") == "Down L4CON", () => "the dead server's check");
        var reloads = (await WorkersAsync()).Reloads;

        await ApplyAsync("weight 0", "weight 7 disabled", ReloadReason.Servers);
        (await _haproxy.StatusAsync("other")).ShouldBe("Maintenance");
        (await SettingsAsync()).ShouldBe(["alive 0 False", "other 7 True"]);
        // a dead server that leaves maintenance is not taken for alive
        await ApplyAsync("weight 256", "weight 7", ReloadReason.Servers);
        (await _haproxy.StatusAsync("other")).ShouldStartWith("Down");
        (await SettingsAsync()).ShouldBe(["alive 256 False", "other 7 False"]);
        await ApplyAsync("weight 256", "weight 7 disabled", ReloadReason.Servers);
        (await WorkersAsync()).Reloads.ShouldBe(reloads);

        // by a reload, with the change of another line: what it was told while it ran is not kept
        (await applier.ApplyAsync(_haproxy.File(Servers("weight 1", "weight 7"), "backend more"), default)).ShouldBeTrue(applier.Refused?.Message);
        reasons[^1].ShouldBe(ReloadReason.Changed);
        (await SettingsAsync()).ShouldBe(["alive 1 False", "other 7 False"]);
        await Eventually.Is(async () => await _haproxy.StatusAsync("other") == "Down L4CON", () => "the dead server's check");

        // one that another hand set is put back
        await _haproxy.Admin.SendAsync("set server https/alive weight 9", TimeSpan.FromSeconds(5), default);
        (await _haproxy.Daemon.IsRunningAsync(_haproxy.Store.Running!, default)).ShouldBe(false);
        await applier.RecoverAsync(default);
        (await SettingsAsync()).ShouldBe(["alive 1 False", "other 7 False"]);

        async Task ApplyAsync(string alive, string other, ReloadReason reason)
        {
            (await applier.ApplyAsync(_haproxy.File(Servers(alive, other)), default)).ShouldBeTrue(applier.Refused?.Message);
            reasons[^1].ShouldBe(reason);
            (await _haproxy.Daemon.IsRunningAsync(_haproxy.Store.Running!, default)).ShouldBe(true);
        }

        async Task<IEnumerable<string>> SettingsAsync() =>
            (await _haproxy.Admin.SendAsync("show servers state https", TimeSpan.FromSeconds(5), default)).Split('\n').Select(line => line.Split(' '))
                .Where(words => words.Length > ServerStates.Weight && words[ServerStates.Backend] == "https").Select(words => $"{words[ServerStates.Server]} {words[ServerStates.Weight]} {ServerStates.IsInMaintenance(words)}");
    }

    [Fact]
    public async Task A_configuration_that_fails_its_check_leaves_haproxy_as_it_was()
    {
        var applier = await _haproxy.RunAsync(_haproxy.File(Alive));
        var running = applier.Running;
        (await applier.ApplyAsync(_haproxy.File(Alive, "backend smtp\n    nonsense"), default)).ShouldBeFalse();
        applier.Refused!.Message.ShouldContain("nonsense");
        applier.Running.ShouldBe(running);
        (await _haproxy.Daemon.IsRunningAsync(_haproxy.Store.Running!, default)).ShouldBe(true);
        using var client = await ConnectAsync();
        await EchoesAsync(client);
    }

    [Fact]
    public async Task A_configuration_that_passes_its_check_and_cannot_start_is_taken_back()
    {
        var applier = await _haproxy.RunAsync(_haproxy.File(Alive));
        var running = applier.Running;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var bad = _haproxy.File(Alive, $"frontend smtp\n    bind 127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}\n    default_backend https");
        (await applier.ApplyAsync(bad, default)).ShouldBeFalse();
        applier.Refused!.Revision.ShouldBe(bad.Revision);
        applier.Running.ShouldBe(running);
        _haproxy.Store.Running.ShouldBe(running);
        using var client = await ConnectAsync();
        await EchoesAsync(client);

        taken.Stop();
        (await applier.ApplyAsync(bad, default)).ShouldBeTrue(applier.Refused?.Message);
        applier.Refused.ShouldBeNull();
    }

    [Fact]
    public async Task A_reload_keeps_a_dead_server_dead()
    {
        const string Dead = "server dead 127.0.0.1:1 check inter 100ms fall 2";
        var applier = await _haproxy.RunAsync(_haproxy.File(Dead));
        await Eventually.Is(async () => await _haproxy.StatusAsync("dead") == "Down L4CON", () => "the dead server's check");
        await Eventually.Is(async () => await _haproxy.HealthAsync() == 503, () => "the health page to fail");

        // checked so rarely that only the saved state can tell the new worker
        var slow = _haproxy.File(Dead.Replace("100ms", "1h"));
        (await applier.ApplyAsync(slow, default)).ShouldBeTrue(applier.Refused?.Message);
        (await _haproxy.StatusAsync("dead")).ShouldStartWith("Down");
        (await _haproxy.HealthAsync()).ShouldBe(503);
    }

    [Fact]
    public async Task A_crashed_haproxy_starts_with_the_truth()
    {
        var applier = await _haproxy.RunAsync(_haproxy.File("server dead 127.0.0.1:1 check inter 100ms fall 2"));
        var monitor = new ServerHealthMonitor(_haproxy.Admin, _haproxy.States, () => applier.Running?.Text, TimeProvider.System);
        await Eventually.Is(
            async () =>
            {
                await monitor.PollAsync(default);
                return monitor.Servers is [{ State: Balancing.Api.ServerState.Down, Reason: "L4CON" }];
            },
            () => "the dead server");
        _haproxy.Stage(_haproxy.File("server dead 127.0.0.1:1 check inter 1h fall 2"));
        _haproxy.Process.Kill(entireProcessTree: true);
        await _haproxy.Process.WaitForExitAsync();
        _haproxy.Start();
        await Eventually.Is(async () => await _haproxy.HealthAsync("/livez") == 200, () => "haproxy to be back");
        (await _haproxy.HealthAsync()).ShouldBe(503);
    }

    [Fact]
    public async Task A_changed_port_is_taken_although_the_state_was_saved()
    {
        var applier = await _haproxy.RunAsync(_haproxy.File("server alive 127.0.0.1:1"));
        (await applier.ApplyAsync(_haproxy.File($"server alive 127.0.0.1:{_server.Port}"), default)).ShouldBeTrue(applier.Refused?.Message);
        using var client = await ConnectAsync();
        await EchoesAsync(client);
    }

    [Fact]
    public async Task More_connections_than_the_file_limit_allows_are_not_asked_for()
    {
        var applier = await _haproxy.RunAsync(_haproxy.File(Alive));
        FileLimit.LoweredIn(applier.Running!.Text).ShouldBe(9_744);
        (await _haproxy.Admin.SendAsync("show info", TimeSpan.FromSeconds(5), default)).ShouldContain("Maxconn: 9744");
    }

    [Theory]
    [InlineData(ApplierStep.Swapped)]
    [InlineData(ApplierStep.Reloaded)]
    public async Task After_a_crash_of_the_agent_the_next_one_finishes_the_change(ApplierStep step)
    {
        await _haproxy.RunAsync(_haproxy.File(Alive));
        var killed = new ConfigurationApplier(_haproxy.Daemon, _haproxy.Store, NullLogger<ConfigurationApplier>.Instance)
        {
            Reached = at =>
            {
                if (at == step)
                    throw new OperationCanceledException();
            },
        };
        await killed.RecoverAsync(default);
        var wanted = _haproxy.File(Alive, "backend smtp");
        await Should.ThrowAsync<OperationCanceledException>(() => killed.ApplyAsync(wanted, default));

        var next = _haproxy.NewApplier();
        await next.RecoverAsync(default);
        next.Running!.Revision.ShouldBe(wanted.Revision);
        _haproxy.Store.LastGood.ShouldBeNull();
        (await _haproxy.Daemon.IsRunningAsync(next.Running, default)).ShouldBe(true);
    }

    [Fact]
    public async Task The_hand_over_closes_the_gate_and_waits_for_connections()
    {
        await _haproxy.RunAsync(_haproxy.File(Alive));
        using var client = await ConnectAsync();
        await EchoesAsync(client);
        await Eventually.Is(async () => await _haproxy.HealthAsync() == 200, () => "the health page");
        // an address of this machine: it never leaves, and the hand-over must go on after its bound
        _haproxy.Stage(_haproxy.File(Alive, addresses: "127.0.0.1/8"));
        var handingOver = new HandOver(_haproxy.Paths, TimeProvider.System, NullLogger<HandOver>.Instance) { LeaveBound = TimeSpan.FromSeconds(2) }
            .RunAsync(_haproxy.Process.Id, default);

        await Eventually.Is(async () => await _haproxy.HealthAsync() == 410, () => "the gate to be closed");
        using var late = await ConnectAsync();
        await EchoesAsync(late);
        await Eventually.Is(async () => !await CanConnectAsync(), () => "haproxy to accept no more");
        await EchoesAsync(client);
        handingOver.IsCompleted.ShouldBeFalse();

        client.Dispose();
        late.Dispose();
        await handingOver.WaitAsync(TimeSpan.FromSeconds(60));
        await _haproxy.Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_hand_over_ends_when_the_address_is_not_here_though_connections_are()
    {
        await _haproxy.RunAsync(_haproxy.File(Alive));
        using var client = await ConnectAsync();
        await EchoesAsync(client);
        // documentation's (RFC 5737): no machine has it
        _haproxy.Stage(_haproxy.File(Alive, addresses: "192.0.2.1/32"));
        await new HandOver(_haproxy.Paths, TimeProvider.System, NullLogger<HandOver>.Instance).RunAsync(_haproxy.Process.Id, default).WaitAsync(TimeSpan.FromSeconds(60));

        (await _haproxy.HealthAsync()).ShouldBe(410);
        _haproxy.Process.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task The_whole_agent_reports_what_haproxy_sees()
    {
        var api = new FakeKubernetesClient();
        var first = _haproxy.File($"{Alive}\n    server dead 127.0.0.1:1 check inter 100ms fall 2");
        api.SetFile("haproxy.cfg", first.Text);
        var port = RealHaproxy.FreePort();
        var options = new AgentOptions
        {
            Secret = FakeKubernetesClient.Secret,
            BalancerNode = "mail-node-a",
            Port = port,
            Node = "node-a",
            Pod = "pod",
            Namespace = FakeKubernetesClient.Namespace,
            Paths = _haproxy.Paths,
        };
        var agent = new HaproxyAgent(api, options, NullLoggerFactory.Instance, TimeProvider.System);
        await agent.StageAsync(default);
        using var stop = new CancellationTokenSource();
        var running = agent.RunAsync(stop.Token);
        await Eventually.Is(async () => await Probes.HttpStatusProbe.AskAsync(port, "/livez", TimeSpan.FromSeconds(5), default) == 200, () => "the agent to live");
        (await Probes.HttpStatusProbe.AskAsync(port, "/readyz", TimeSpan.FromSeconds(5), default)).ShouldBe(503);
        _haproxy.Start();

        await Eventually.Is(() => api.Reports() is [.., { Status.Haproxy: { Backends: "1/2" } report }] && report.Revision == first.Revision, "the report");
        await Eventually.Is(async () => await Probes.HttpStatusProbe.AskAsync(port, "/readyz", TimeSpan.FromSeconds(5), default) == 200, () => "the agent to be ready");
        api.Reports()[^1].Status!.Haproxy!.Servers!.Single(server => server.Name == "dead").Reason.ShouldBe("L4CON");
        api.SetFile("haproxy.cfg", first.Text + "nonsense\n");
        await Eventually.Is(() => api.Reports()[^1].Status!.Haproxy!.Refused is not null, "the refusal");
        api.Reports()[^1].Status!.Haproxy!.Revision.ShouldBe(first.Revision);

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static async Task EchoesAsync(TcpClient client)
    {
        await client.GetStream().WriteAsync(new byte[] { 42 });
        (await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(1);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _haproxy.ServicePort);
        return client;
    }

    private async Task<WorkerList> WorkersAsync()
    {
        WorkerList? workers = null;
        // the master's socket refuses while it starts itself anew
        await Eventually.Is(
            async () => (workers = WorkerList.TryParse(await new HaproxySocket(_haproxy.Paths.MasterSocket).TrySendAsync("show proc", TimeSpan.FromSeconds(5), default))) is not null,
            () => "the master to tell its workers");
        return workers!;
    }

    private async Task<bool> CanConnectAsync()
    {
        try
        {
            using var client = await ConnectAsync();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
