using System.Collections.Immutable;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>haproxy in master-worker mode, driven through its master's socket.</summary>
public sealed partial class HaproxyDaemon(AgentPaths paths, long fileLimit, ServerStateKeeper states, TimeProvider time, ILogger<HaproxyDaemon> logger) : IDaemon
{
    private const string DescriptionPrefix = "exchange-ha configuration ";
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    private readonly HaproxySocket _master = new(paths.MasterSocket);
    private readonly HaproxySocket _admin = new(paths.AdminSocket);
    private readonly RunningCertificates _certificates = new(paths, new HaproxySocket(paths.AdminSocket));
    private readonly RunningServers _servers = new(new HaproxySocket(paths.AdminSocket));

    public string Name => "haproxy";

    /// <summary>The workers that live on after reloads.</summary>
    public OldWorkers OldWorkers { get; } = new(new HaproxySocket(paths.MasterSocket), time, logger);

    /// <summary>How long a haproxy that is not running may take to come back, the container runtime's backoff included.</summary>
    public TimeSpan StartBound { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a reload may take, until the new worker answers.</summary>
    public TimeSpan ReloadBound { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Lowers what the node's file limit does not allow, and has haproxy say in <c>show info</c> which configuration it runs.</summary>
    /// <remarks>The section goes to the end, where it moves no line number that haproxy's messages name.</remarks>
    public string Prepare(string text)
    {
        var clamped = FileLimit.Clamp(text, fileLimit);
        return $"{clamped.TrimEnd('\n')}\n\nglobal\n    description \"{DescriptionPrefix}{FixedPartOf(clamped)}\"\n";
    }

    public string FixedPartOf(string text) => EffectiveText.DigestOf(ServerSettings.Without(text));

    public Task<string?> CheckAsync(string file, CancellationToken cancellationToken) =>
        ConfigurationCheck.RunAsync("haproxy", ["-c", "-f", file], cancellationToken);

    public async Task<bool?> IsRunningAsync(SealedConfiguration configuration, CancellationToken cancellationToken)
    {
        if (await _admin.TrySendAsync("show info", AnswerBound, cancellationToken) is not { Length: > 0 } info)
            return null;
        if (DescriptionIn(info, "description: ") is not { } running || running != DescriptionIn(configuration.Text, "    description ")?.Trim('"'))
            return false;
        var served = await _certificates.AreServedAsync(configuration.Header?.Files ?? [], cancellationToken);
        return served == true ? await _servers.AreSetAsync(configuration.Text, cancellationToken) : served;
    }

    public async Task<string?> TakeAsync(SealedConfiguration configuration, ImmutableArray<AuxiliaryFile> files, CancellationToken cancellationToken) =>
        await _certificates.TakeAsync(files, cancellationToken) ?? await _servers.TakeAsync(configuration.Text, cancellationToken);

    public async Task<string?> ReloadAsync(SealedConfiguration configuration, CancellationToken cancellationToken)
    {
        if (await MasterAsync(configuration, cancellationToken) is not { } before)
            return $"haproxy is not running and did not start with this configuration within {StartBound.TotalSeconds} s.";
        if (before.Reloads == 0 && await IsRunningAsync(configuration, cancellationToken) == true)
            return await VerifyAsync(configuration, ReloadBound, "haproxy's worker did not answer", cancellationToken);

        await OldWorkers.MakeRoomAsync(before, cancellationToken);
        await states.SaveAsync(configuration.Text, cancellationToken);
        var answer = await _master.TrySendAsync("reload", ReloadBound, cancellationToken) ?? "";
        Log.Reloaded(logger, before.Reloads + 1);
        // 2.7 and later wait for the new worker and answer with Success=0 or 1 and its log; 2.6 closes the connection at once
        if (answer.StartsWith("Success=0", StringComparison.Ordinal))
            return Refusal(answer);
        if (!answer.StartsWith("Success=1", StringComparison.Ordinal) && await FollowAsync(configuration, before, cancellationToken) is { } failure)
            return failure;
        return await VerifyAsync(configuration, ReloadBound, "haproxy's new worker did not answer", cancellationToken);
    }

    /// <summary>The processes as soon as the master tells them. It may be silent because the last reload was a moment ago and it starts itself anew while the worker serves:
    /// then this reload is still to be asked for. Or haproxy is starting, perhaps with this configuration: then its worker is waited for, too.</summary>
    private async Task<WorkerList?> MasterAsync(SealedConfiguration configuration, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var workers = WorkerList.TryParse(await _master.TrySendAsync("show proc", AnswerBound, cancellationToken));
            if (workers is { Reloads: > 0 } || (workers is not null && await IsRunningAsync(configuration, cancellationToken) is not null) || time.GetElapsedTime(start) >= StartBound)
                return workers;
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    private async Task<string?> FollowAsync(SealedConfiguration configuration, WorkerList before, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < ReloadBound)
        {
            if (await IsRunningAsync(configuration, cancellationToken) == true)
                return null;
            // while the master starts itself anew its socket holds connections back, or resets them
            if (WorkerList.TryParse(await _master.TrySendAsync("show proc", AnswerBound, cancellationToken)) is { } now
                && now.Reloads > before.Reloads && !now.Fresh.Except(before.Fresh).Any())
                return "haproxy's check passed, but it could not start a worker with this configuration (an address that cannot be bound, or a limit of the node); its log says why.";
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }

        return "haproxy's master did not answer after the reload.";
    }

    private async Task<string?> VerifyAsync(SealedConfiguration configuration, TimeSpan bound, string failure, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (await IsRunningAsync(configuration, cancellationToken) != true || !await IsLiveAsync(configuration, cancellationToken))
        {
            if (time.GetElapsedTime(start) >= bound)
                return $"{failure} within {bound.TotalSeconds} s.";
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }

        return null;
    }

    private static async Task<bool> IsLiveAsync(SealedConfiguration configuration, CancellationToken cancellationToken) =>
        configuration.Header is not { } header
        || await Probes.HttpStatusProbe.AskAsync(header.HealthPort, "/livez", AnswerBound, cancellationToken) == 200;

    private static string Refusal(string answer)
    {
        var log = answer.Split('\n').Skip(1).Where(line => line.Contains("[ALERT]", StringComparison.Ordinal)).ToList();
        return log.Count > 0 ? string.Join('\n', log) : "haproxy's check passed, but its reload failed: " + answer;
    }

    private static string? DescriptionIn(string text, string key) =>
        text.Split('\n').LastOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "haproxy's master was asked for its reload number {Reload}.")]
        public static partial void Reloaded(ILogger logger, int reload);
    }
}
