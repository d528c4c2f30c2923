namespace ExchangeHA.Lab.Exchange;

/// <summary>How a protocol of the stand-in behaves.</summary>
internal enum SwitchState
{
    Ok,

    /// <summary>Answers that it is not available: HTTP 503, SMTP 421.</summary>
    Fail,

    /// <summary>Accepts the connection and never answers.</summary>
    Hang,
}
