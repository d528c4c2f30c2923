namespace ExchangeHA.EndToEnd.Tests;

/// <summary>What is changed.</summary>
internal enum ChangeKind
{
    /// <summary>The Secret of a certificate.</summary>
    Certificate,
    Weight,
    State,
    HealthCheck,
    Timeout,

    /// <summary>The Secret of a password.</summary>
    Password,
    Service,
    Server,
}
