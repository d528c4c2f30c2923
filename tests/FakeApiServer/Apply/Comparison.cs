namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>How one object differs from the one before it.</summary>
internal sealed record Comparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    public FieldSet Changed => Added.Union(Modified);
}
