namespace ExchangeHA.Lab.Client;

internal sealed record ClientOptions
{
    public required string Address { get; init; }
    public required int Port { get; init; }

    /// <summary>The name in the request and in the TLS handshake.</summary>
    public required string Host { get; init; }

    /// <summary>What is asked for.</summary>
    public required string Path { get; init; }

    /// <summary>New connections a second.</summary>
    public required double Rate { get; init; }

    /// <summary>Connections that stay open.</summary>
    public required int Kept { get; init; }

    /// <summary>One more of these each time; null: none.</summary>
    public required TimeSpan? KeepMore { get; init; }

    /// <summary>Null: until standard input closes.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>From the connection's first packet to the answer's last byte.</summary>
    public required TimeSpan Timeout { get; init; }
    public required bool PrintFailures { get; init; }
}
