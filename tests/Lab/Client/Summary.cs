using System.Text.Json.Serialization;

namespace ExchangeHA.Lab.Client;

/// <summary>The last line of output.</summary>
internal sealed record Summary
{
    [JsonPropertyOrder(-1)]
    public string Event { get; } = "summary";
    public required int Requests { get; init; }
    public required int Failed { get; init; }

    /// <summary>
    /// The longest time in which nobody could have started a request that succeeded: from the start of the first failed
    /// request of a row to the start of the next that succeeded. A row that lasts to the end is counted to the end.
    /// </summary>
    public required double LongestOutageMilliseconds { get; init; }

    /// <summary>The longest by which a request began after its time.</summary>
    public required double LatestStartMilliseconds { get; init; }

    public DateTimeOffset? FirstFailure { get; init; }
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>Answered requests by server.</summary>
    public required IReadOnlyDictionary<string, int> Servers { get; init; }

    /// <summary>How many failed in which way.</summary>
    public required IReadOnlyDictionary<string, int> Errors { get; init; }

    /// <summary>Requests on the connections that stay open.</summary>
    public required int KeptRequests { get; init; }

    /// <summary>How many of those connections broke, each to be opened again, in which way.</summary>
    public required IReadOnlyDictionary<string, int> KeptBroken { get; init; }

    public static Summary Of(IEnumerable<Outcome> outcomes, DateTimeOffset end, TimeSpan latestStart, int keptRequests, IEnumerable<string> keptErrors)
    {
        var ordered = outcomes.OrderBy(outcome => outcome.Started).ToArray();
        var failures = ordered.Where(outcome => outcome.Failed).ToArray();
        return new Summary
        {
            Requests = ordered.Length,
            Failed = failures.Length,
            LongestOutageMilliseconds = Math.Round(LongestOutage(ordered, end).TotalMilliseconds),
            LatestStartMilliseconds = Math.Round(latestStart.TotalMilliseconds),
            FirstFailure = failures.FirstOrDefault()?.Started,
            LastFailure = failures.LastOrDefault()?.Started,
            Servers = Count(ordered.Where(outcome => !outcome.Failed), outcome => outcome.Server ?? "?"),
            Errors = Count(failures, outcome => outcome.Error!),
            KeptRequests = keptRequests,
            KeptBroken = Count(keptErrors, error => error),
        };
    }

    private static TimeSpan LongestOutage(Outcome[] ordered, DateTimeOffset end)
    {
        var longest = TimeSpan.Zero;
        DateTimeOffset? since = null;
        foreach (var outcome in ordered)
        {
            if (outcome.Failed)
                since ??= outcome.Started;
            else if (since is { } start)
            {
                longest = Max(longest, outcome.Started - start);
                since = null;
            }
        }

        return since is { } open ? Max(longest, end - open) : longest;
    }

    internal static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static SortedDictionary<string, int> Count<T>(IEnumerable<T> items, Func<T, string> key) =>
        new(items.GroupBy(key).ToDictionary(group => group.Key, group => group.Count()), StringComparer.Ordinal);
}
