using System.Collections.Immutable;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>keepalived, driven by signals.</summary>
public sealed class KeepalivedDaemon(AgentPaths paths, TimeProvider time) : IDaemon
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    public string Name => "keepalived";

    /// <summary>A test has keepalived look at the interfaces of another network namespace.</summary>
    internal string[] CheckCommand { get; init; } = ["keepalived"];

    /// <summary>What the node has; a test gives it those of another network namespace.</summary>
    internal Func<ImmutableArray<NodeInterface>> Interfaces { get; init; } = NodeInterface.All;

    /// <summary>How long a keepalived that is not running may take to come back, the careful start and the container runtime's backoff included.</summary>
    public TimeSpan StartBound { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long keepalived may take to open its file after the signal.</summary>
    public TimeSpan ReadBound { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long both processes must have stayed alive after that. keepalived tells the end of a reload to its log alone.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>With the name of the interface, where the node has to find it; the line numbers that keepalived's messages name stay.</summary>
    public string Prepare(string text)
    {
        var whole = text.TrimEnd('\n') + "\n";
        return Search(whole) is { Name: { } name } ? InterfacePlaceholder.Fill(whole, name) : whole;
    }

    public async Task<string?> CheckAsync(string file, CancellationToken cancellationToken) =>
        Search(await File.ReadAllTextAsync(file, cancellationToken)) is { Problem: { } problem } ? problem : await ConfigurationCheck.RunAsync(CheckCommand[0], [.. CheckCommand[1..], "-t", "-f", file], cancellationToken);

    public string FixedPartOf(string text) => EffectiveText.DigestOf(text);

    /// <summary>keepalived has nothing of that kind.</summary>
    public Task<string?> TakeAsync(SealedConfiguration configuration, ImmutableArray<AuxiliaryFile> files, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<bool?> IsRunningAsync(SealedConfiguration configuration, CancellationToken cancellationToken) =>
        Task.FromResult(LoadedConfiguration.TryRead(paths.KeepalivedLoadedFile) is { } loaded && Processes() is var (parent, _) && parent == loaded.Pid
            ? loaded.Digest == configuration.Digest
            : (bool?)null);

    public async Task<string?> ReloadAsync(SealedConfiguration configuration, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (await IsRunningAsync(configuration, cancellationToken) == true)
                return null;
            // with the second pid file both processes handle signals: before, SIGHUP would end them
            if (Processes() is var (parent, child))
                return await SignalAsync(configuration, parent, child, cancellationToken);
            if (time.GetElapsedTime(start) >= StartBound)
                return $"keepalived is not running and did not start with this configuration within {StartBound.TotalSeconds} s.";
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private async Task<string?> SignalAsync(SealedConfiguration configuration, int parent, int child, CancellationToken cancellationToken)
    {
        using var reading = new FileReadWatch(paths.RunningKeepalivedFile);
        var start = time.GetTimestamp();
        if (!Native.Signal(parent, Native.SigHup))
            return "keepalived could not be sent SIGHUP.";
        while (!reading.WasOpened())
        {
            if (time.GetElapsedTime(start) >= ReadBound)
                return $"keepalived did not read its configuration within {ReadBound.TotalSeconds} s.";
            await Task.Delay(PollInterval, time, cancellationToken);
        }

        start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < SettleTime)
        {
            if (Processes() is not var (parentNow, childNow) || parentNow != parent || childNow != child)
                return "keepalived's check passed, but it ended on this configuration; its log says why.";
            await Task.Delay(PollInterval, time, cancellationToken);
        }

        LoadedConfiguration.Write(paths.KeepalivedLoadedFile, configuration.Digest, parent);
        return null;
    }

    /// <summary>Null for a file that names its interface, or that the name has been written into.</summary>
    private InterfaceSearch? Search(string text) =>
        InterfacePlaceholder.StandsIn(text) && ConfigurationHeader.TryParse(text, out var header) && header.InterfaceNetwork is { } network
            ? InterfaceSearch.In(Interfaces(), network, header.VirtualAddresses)
            : null;

    private (int Parent, int Child)? Processes() =>
        PidFile.TryRead(paths.KeepalivedPidFile) is { } parent && PidFile.TryRead(paths.VrrpPidFile) is { } child ? (parent, child) : null;
}
