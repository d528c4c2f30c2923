using ExchangeHA.FakeApiServer.Http;

namespace ExchangeHA.FakeApiServer.Faults;

/// <summary>Something that goes wrong from when it is switched on until it is switched off or used up.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Which requests it befalls; all by default. It may decide by chance.</summary>
    public Predicate<ApiCall> Where { get; init; } = _ => true;

    /// <summary>How often, counted in requests or events.</summary>
    public int Times { get; init; } = int.MaxValue;

    public TimeSpan Delay { get; init; }

    /// <summary>Whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
