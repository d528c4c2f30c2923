using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace ExchangeHA.FakeApiServer.Http;

/// <summary>The connections that are open.</summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<ConnectionContext, byte> _open = new();

    public int Count => _open.Count;

    public async Task TrackAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _open.TryAdd(connection, 0);
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    public void Abort()
    {
        foreach (var connection in _open.Keys)
            connection.Abort();
    }
}
