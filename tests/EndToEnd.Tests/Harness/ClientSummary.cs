namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>What a client saw: the last line of <c>lab client</c>.</summary>
/// <param name="LongestOutageMilliseconds">From the start of the first failed request of a row to the start of the next that succeeded.</param>
/// <param name="Servers">Answered requests by server.</param>
/// <param name="Errors">Failed requests by the way they failed.</param>
/// <param name="KeptBroken">Connections that were to stay open and broke, by the way they did.</param>
public sealed record ClientSummary(
    int Requests,
    int Failed,
    double LongestOutageMilliseconds,
    DateTimeOffset? FirstFailure,
    DateTimeOffset? LastFailure,
    IReadOnlyDictionary<string, int> Servers,
    IReadOnlyDictionary<string, int> Errors,
    int KeptRequests,
    IReadOnlyDictionary<string, int> KeptBroken)
{
    public override string ToString() =>
        $"{Requests} requests, {Failed} failed ({List(Errors)}), longest outage {LongestOutageMilliseconds} ms; answered by {List(Servers)}; kept connections: {KeptRequests} requests, broken: {List(KeptBroken)}";

    private static string List(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => $"{count.Key} x {count.Value}"));
}
