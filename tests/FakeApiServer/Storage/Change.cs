namespace ExchangeHA.FakeApiServer.Storage;

/// <summary>One write.</summary>
/// <param name="Version">The version that the store had after it.</param>
/// <param name="Before">Null for a creation.</param>
/// <param name="After">Null for a deletion.</param>
/// <param name="Writer">The user agent of who wrote.</param>
/// <param name="At">The server's time.</param>
public sealed record Change(long Version, StoredObject? Before, StoredObject? After, string Writer, DateTimeOffset At)
{
    public ObjectKey Key => (After ?? Before!).Key;
}
