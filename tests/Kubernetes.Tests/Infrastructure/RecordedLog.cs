using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Tests.Infrastructure;

/// <summary>What was logged: the line, and the exception whose stack trace would follow it.</summary>
internal sealed class RecordedLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(string Line, Exception? Exception)> _entries = new();

    public IReadOnlyCollection<(string Line, Exception? Exception)> Entries => _entries;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _entries.Enqueue((formatter(state, exception), exception));
}
