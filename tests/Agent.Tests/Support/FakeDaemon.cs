using System.Collections.Immutable;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>Runs what lay in the running file at its last start or reload. Refuses by words in the text.</summary>
internal sealed class FakeDaemon(ConfigurationStore store) : IDaemon
{
    public SealedConfiguration? Runs { get; set; }

    /// <summary>A cause outside the file.</summary>
    public bool RefusesAll { get; set; }

    public int Reloads { get; private set; }

    public List<string> Checked { get; } = [];

    /// <summary>Called by each check.</summary>
    public Action Checking { get; init; } = () => { };

    /// <summary>Ends when a reload may begin; a test holds one up with it.</summary>
    public Task MayReload { get; set; } = Task.CompletedTask;

    public string Name => "haproxy";

    public void Start() => Runs = store.Running ?? throw new InvalidOperationException("There was no whole configuration to start from.");

    public string Prepare(string text) => text;

    public Task<string?> CheckAsync(string file, CancellationToken cancellationToken)
    {
        var text = File.ReadAllText(file);
        Checked.Add(text);
        Checking();
        return Task.FromResult(RefusesAll || text.Contains("refused-by-check") ? "unknown keyword; password s3cret" : null);
    }

    /// <summary>The files that it took over while it ran.</summary>
    public List<string> Taken { get; } = [];

    /// <summary>What it says instead of taking files over.</summary>
    public string? RefusesToTake { get; set; }

    /// <summary>All but the lines of servers.</summary>
    public string FixedPartOf(string text) => EffectiveText.DigestOf(string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("server ", StringComparison.Ordinal))));

    public Task<string?> TakeAsync(SealedConfiguration configuration, ImmutableArray<AuxiliaryFile> files, CancellationToken cancellationToken)
    {
        if (RefusesToTake is null)
        {
            Taken.AddRange(files.Select(file => file.Name));
            Runs = configuration;
        }

        return Task.FromResult(RefusesToTake);
    }

    public Task<bool?> IsRunningAsync(SealedConfiguration configuration, CancellationToken cancellationToken) =>
        Task.FromResult(Runs is null ? null : (bool?)(Runs.Digest == configuration.Digest));

    public async Task<string?> ReloadAsync(SealedConfiguration configuration, CancellationToken cancellationToken)
    {
        Reloads++;
        await MayReload.WaitAsync(cancellationToken);
        if (store.Running!.Text.Contains("refused-by-reload"))
            return "cannot bind";
        Start();
        return null;
    }
}
