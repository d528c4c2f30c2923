using ExchangeHA.Balancing.Api;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Knows the virtual router's state: from keepalived's notifications, and where those are missing from whether the address is on an interface.</summary>
/// <param name="configuration">The text of the file that keepalived runs with: it says who speaks for the router, its group of instances or its only one. Null while there is none.</param>
/// <param name="holdsAddress">Whether one of the virtual addresses is on an interface of this node.</param>
/// <param name="keepalivedRuns">Whether keepalived's processes live.</param>
public sealed partial class VrrpStateTracker(
    string stateFile, Func<string?> configuration, Func<bool> holdsAddress, Func<bool> keepalivedRuns, TimeProvider time, ILogger<VrrpStateTracker> logger)
{
    /// <summary>So many looks in a row must contradict the notifications: between a state and its address lies keepalived's own work.</summary>
    private const int ContradictionsToBelieve = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<NotifyLine.Speaker, VrrpState> _said = [];
    private int _contradictions;

    /// <summary>Null until known.</summary>
    public VrrpTransition? Current { get; private set; } = Read(stateFile);

    /// <summary>What keepalived said last, to this process; null while it has said nothing. An address that somebody put on the interface by hand does not make a master.</summary>
    public VrrpState? Notified { get; private set; }

    /// <summary>Told of each new state.</summary>
    public Action<VrrpState> Changed { get; init; } = _ => { };

    /// <summary>A line of the notify fifo.</summary>
    public void OnLine(string line)
    {
        if (NotifyLine.TryParse(line) is not { } notification)
            return;
        lock (_lock)
        {
            _said[notification.By] = notification.State;
            if (notification.By == Spokesman())
                Believe(notification.State);
        }
    }

    /// <summary>keepalived runs with another configuration: what its new spokesman said meanwhile counts, although another one spoke for the router then.</summary>
    public void OnConfiguration()
    {
        lock (_lock)
        {
            if (Spokesman() is { } spokesman && _said.TryGetValue(spokesman, out var state))
                Believe(state);
        }
    }

    /// <summary>Looks at the addresses and the processes once a second.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    internal void Look()
    {
        var holds = holdsAddress();
        var runs = keepalivedRuns();
        lock (_lock)
        {
            var seen = (holds, runs) switch
            {
                (true, _) => VrrpState.MASTER,
                (false, false) => VrrpState.INIT,
                (false, true) when Current is null or { State: VrrpState.MASTER } => VrrpState.BACKUP,
                (false, true) => Current!.State,
            };
            _contradictions = seen == Current?.State ? 0 : _contradictions + 1;
            if (_contradictions < (Current is null ? 1 : ContradictionsToBelieve))
                return;
            _contradictions = 0;
            // a notification was lost: those that arrived are older
            _said.Clear();
            Become(seen, holds ? "the address was on this node" : runs ? "the address was not on this node" : "keepalived did not run");
        }
    }

    private NotifyLine.Speaker? Spokesman() => configuration() is { } text ? VirtualRouterParameters.Parse(text).Spokesman : null;

    private void Believe(VrrpState state)
    {
        _contradictions = 0;
        Notified = state;
        Become(state, "keepalived said so");
    }

    private void Become(VrrpState state, string why)
    {
        if (Current?.State == state)
            return;
        Current = new(state, time.GetUtcNow());
        try
        {
            AtomicFile.Write(stateFile, Current.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(logger, exception.Message);
        }

        Log.Became(logger, state, why);
        Changed(state);
    }

    private static VrrpTransition? Read(string stateFile)
    {
        try
        {
            return VrrpTransition.TryParse(File.ReadAllText(stateFile));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The virtual router became {State}: {Why}.")]
        public static partial void Became(ILogger logger, VrrpState state, string why);

        [LoggerMessage(2, LogLevel.Warning, "The virtual router's state could not be saved: {Message}")]
        public static partial void NotSaved(ILogger logger, string message);
    }
}
