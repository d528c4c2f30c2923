namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>What a client saw: the last line of <c>lab client</c>.</summary>
/// <param name="LatestStartMilliseconds">The longest by which a request began after its time: large when the client itself was kept from working.</param>
/// <param name="LongestOutageMilliseconds">From the start of the first failed request of a row to the start of the next that succeeded.</param>
/// <param name="Servers">Answered requests by server.</param>
/// <param name="Errors">Failed requests by the way they failed.</param>
/// <param name="KeptBroken">Connections that were to stay open and broke, by the way they did.</param>
public sealed record ClientSummary(
    int Requests,
    int Failed,
    double LatestStartMilliseconds,
    double LongestOutageMilliseconds,
    DateTimeOffset? FirstFailure,
    DateTimeOffset? LastFailure,
    IReadOnlyDictionary<string, int> Servers,
    IReadOnlyDictionary<string, int> Errors,
    int KeptRequests,
    IReadOnlyDictionary<string, int> KeptBroken)
{
    public override string ToString() =>
        $"{Requests} requests, {Failed} failed ({List(Errors)}{Window()}), longest outage {LongestOutageMilliseconds} ms, latest start {LatestStartMilliseconds} ms; answered by {List(Servers)}; kept connections: {KeptRequests} requests, broken: {List(KeptBroken)}";

    private string Window() => FirstFailure is { } first && LastFailure is { } last ? $", begun {first:HH:mm:ss.fff} to {last:HH:mm:ss.fff}" : "";

    private static string List(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => $"{count.Key} x {count.Value}"));
}
