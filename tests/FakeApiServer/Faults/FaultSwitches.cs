using ExchangeHA.FakeApiServer.Http;

namespace ExchangeHA.FakeApiServer.Faults;

/// <summary>The faults that are on. They may be switched while requests run.</summary>
public sealed class FaultSwitches
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int Left)> _faults = [];

    public void On(Fault fault)
    {
        lock (_lock)
            _faults.Add((fault, fault.Times));
    }

    public void Off(Fault fault)
    {
        lock (_lock)
            _faults.RemoveAll(entry => ReferenceEquals(entry.Fault, fault));
    }

    public void AllOff()
    {
        lock (_lock)
            _faults.Clear();
    }

    /// <summary>The first fault of this kind that befalls the request, which counts; null for none.</summary>
    internal Fault? Take(FaultKind kind, ApiCall call)
    {
        lock (_lock)
        {
            for (var i = 0; i < _faults.Count; i++)
            {
                var (fault, left) = _faults[i];
                if (fault.Kind != kind || left == 0 || !fault.Where(call))
                    continue;
                _faults[i] = (fault, left - 1);
                return fault;
            }
            return null;
        }
    }
}
