using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ExchangeHA.Lab.Client;

/// <summary>Opens connections at a steady rate, whatever becomes of them, and keeps some open beside.</summary>
internal sealed class LoadClient(ClientOptions options, TextWriter output, TimeProvider time)
{
    private readonly ConcurrentQueue<Outcome> _outcomes = new();
    private readonly Lock _outputLock = new();
    private TimeSpan _latestStart;
    private int _keptRequests;
    private readonly ConcurrentQueue<string> _keptErrors = new();

    public async Task RunAsync(TextReader input, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            // The summary is still to be written.
            signal.Cancel = true;
            ending.Cancel();
        });
        if (options.Duration is { } duration)
            ending.CancelAfter(duration);
        else
            _ = Task.Run(() => EndWithInput(input, ending), CancellationToken.None);

        Print(new StartedLine(time.GetUtcNow()));
        var kept = Enumerable.Range(0, options.Kept).Select(_ => KeepAsync(ending.Token)).ToList();
        if (options.KeepMore is { } interval)
            kept.Add(KeepMoreAsync(interval, ending.Token));
        await OpenAtRateAsync(ending.Token);
        await Task.WhenAll(kept);
        Print(Summary.Of(_outcomes, time.GetUtcNow(), _latestStart, _keptRequests, _keptErrors));
    }

    private static void EndWithInput(TextReader input, CancellationTokenSource ending)
    {
        while (input.ReadLine() is not null)
        {
        }

        ending.Cancel();
    }

    private async Task OpenAtRateAsync(CancellationToken cancellationToken)
    {
        var requests = new List<Task>();
        var start = time.GetTimestamp();
        for (var number = 0L; ; number++)
        {
            var wait = TimeSpan.FromSeconds(number / options.Rate) - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                break;
            _latestStart = Summary.Max(_latestStart, time.GetElapsedTime(start) - TimeSpan.FromSeconds(number / options.Rate));
            requests.Add(RequestAsync());
            if (requests.Count > 1000)
                requests.RemoveAll(request => request.IsCompleted);
        }

        // Those under way have their time to end: none may be counted as failed because the client stopped.
        await Task.WhenAll(requests);
    }

    private async Task RequestAsync()
    {
        var started = time.GetUtcNow();
        var timestamp = time.GetTimestamp();
        using var limit = new CancellationTokenSource(options.Timeout);
        string? server = null;
        string? error;
        try
        {
            await using var connection = await OpenAsync(limit.Token);
            var reply = await connection.GetAsync(options.Path, keepAlive: false, limit.Token);
            server = reply.Server;
            error = reply.Status == 200 ? null : $"HTTP {reply.Status}";
        }
        catch (Exception exception)
        {
            error = Outcome.Describe(exception);
        }

        var outcome = new Outcome(started, time.GetElapsedTime(timestamp), server, error);
        _outcomes.Enqueue(outcome);
        if (error is not null && options.PrintFailures)
            Print(new FailureLine(started, Math.Round(outcome.Took.TotalMilliseconds), error));
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var limit = new CancellationTokenSource(options.Timeout);
                await using var connection = await OpenAsync(limit.Token);
                await UseAsync(connection, cancellationToken);
            }
            catch (Exception exception)
            {
                _keptErrors.Enqueue(Outcome.Describe(exception));
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task KeepMoreAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        var kept = new List<Task>();
        while (!cancellationToken.IsCancellationRequested)
        {
            kept.Add(KeepAsync(cancellationToken));
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(kept);
    }

    private async Task UseAsync(TlsConnection connection, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(options.Timeout);
            await connection.GetAsync(options.Path, keepAlive: true, limit.Token);
            Interlocked.Increment(ref _keptRequests);
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<TlsConnection> OpenAsync(CancellationToken cancellationToken) =>
        TlsConnection.OpenAsync(options.Address, options.Port, options.Host, cancellationToken);

    private void Print<T>(T line)
    {
        lock (_outputLock)
        {
            output.WriteLine(JsonSerializer.Serialize(line, typeof(T), ClientJsonContext.Default));
            output.Flush();
        }
    }
}
