namespace ExchangeHA.FakeApiServer.Faults;

/// <summary>What can go wrong between a client and the server. What is not about single requests are levers of <see cref="FakeServer"/>.</summary>
public enum FaultKind
{
    /// <summary>The connection is cut before the request is looked at; within a watch, in place of the next event.</summary>
    Dropped,

    /// <summary>The request is carried out, and the connection cut in place of the answer.</summary>
    AnswerLost,

    /// <summary>The request is not carried out and nothing ever comes, not even an end; within a watch, in place of the next event and from then on.</summary>
    Silent,

    /// <summary>Half of the answer comes, then its orderly end; within a watch, half of the next event.</summary>
    Truncated,

    /// <summary>The answer or event comes in ten pieces, with <see cref="Fault.Delay"/> before each.</summary>
    Slow,

    /// <summary>The request waits for <see cref="Fault.Delay"/> before it is looked at, and is forgotten when the client gives up meanwhile.</summary>
    Latency,

    /// <summary>410 in place of an answer.</summary>
    GoneAnswer,

    /// <summary>410 as an ERROR event of a watch that was accepted, in place of the next event.</summary>
    GoneEvent,

    /// <summary>429, with <see cref="Fault.RetryAfter"/>.</summary>
    TooManyRequests,

    /// <summary>500, not carried out.</summary>
    InternalError,

    /// <summary>503, not carried out; with <see cref="Fault.RetryAfter"/> if it is given.</summary>
    Unavailable,

    /// <summary>A watch first delivers again some of what lies before its version, each object's events perhaps in another order.</summary>
    Replay,
}
