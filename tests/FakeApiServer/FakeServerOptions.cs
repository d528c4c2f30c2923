namespace ExchangeHA.FakeApiServer;

/// <summary>How a <see cref="FakeServer"/> differs from an ordinary one.</summary>
public sealed record FakeServerOptions
{
    /// <summary>HTTPS with a certificate of the server's own authority, and so HTTP/2.</summary>
    public bool Tls { get; init; }

    /// <summary>The clock of what the server writes, and of the delays of faults.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Between two bookmarks of a watch; a watch that has an end gets one two seconds before it, too.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);
}
