using ExchangeHA.Balancing.Api;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Knows the virtual router's state: from keepalived's notifications, and where those are missing from whether the address is on an interface.</summary>
/// <param name="holdsAddress">Whether one of the virtual addresses is on an interface of this node.</param>
/// <param name="keepalivedRuns">Whether keepalived's processes live.</param>
public sealed partial class VrrpStateTracker(string stateFile, Func<bool> holdsAddress, Func<bool> keepalivedRuns, TimeProvider time, ILogger<VrrpStateTracker> logger)
{
    /// <summary>So many looks in a row must contradict the notifications: between a state and its address lies keepalived's own work.</summary>
    private const int ContradictionsToBelieve = 3;

    private readonly Lock _lock = new();
    private bool _hasGroup;
    private string? _first;
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
            // instances of a group move together, and the group says when all have; without one the first instance speaks
            _hasGroup |= notification.IsGroup;
            _first ??= notification.Name;
            if (_hasGroup ? !notification.IsGroup : notification.Name != _first)
                return;
            _contradictions = 0;
            Notified = notification.State;
        }

        Become(notification.State, "keepalived said so");
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
        var seen = (holds, runs) switch
        {
            (true, _) => VrrpState.MASTER,
            (false, false) => VrrpState.INIT,
            (false, true) when Current is null or { State: VrrpState.MASTER } => VrrpState.BACKUP,
            (false, true) => Current!.State,
        };
        lock (_lock)
        {
            _contradictions = seen == Current?.State ? 0 : _contradictions + 1;
            if (_contradictions < (Current is null ? 1 : ContradictionsToBelieve))
                return;
            _contradictions = 0;
        }

        Become(seen, holds ? "the address was on this node" : runs ? "the address was not on this node" : "keepalived did not run");
    }

    private void Become(VrrpState state, string why)
    {
        lock (_lock)
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
