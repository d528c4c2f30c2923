using ExchangeHA.FakeApiServer.Faults;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Selectors;
using ExchangeHA.FakeApiServer.Storage;
using Microsoft.AspNetCore.Http;

namespace ExchangeHA.FakeApiServer.Watching;

/// <summary>One watch: what there is or what has happened since a version, then what happens, until its time is over.</summary>
internal sealed class WatchStream(ObjectStore store, FaultSwitches faults, FakeServerOptions options, ApiCall call, HttpContext context)
{
    /// <summary>A watch that has an end gets a last bookmark so long before it.</summary>
    private static readonly TimeSpan BookmarkBeforeEnd = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(45);

    private readonly Selection _selection = new(call);
    private readonly bool _bookmarks = call.Query["allowWatchBookmarks"] is ["true" or "1"];
    private long _version;

    /// <exception cref="ApiException">The watch is refused.</exception>
    public async Task RunAsync()
    {
        var timeout = call.Query["timeoutSeconds"] is [{ Length: > 0 } seconds] ? TimeSpan.FromSeconds(int.Parse(seconds)) : DefaultTimeout;
        var start = ResourceVersions.Parse(call.Query["resourceVersion"]);
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            if (start == 0)
                await BeginWithEverythingAsync();
            else
                await BeginAsync(start);
            await FollowAsync(timeout);
        }
        catch (ApiException exception)
        {
            // An accepted watch can tell of its end only by an event.
            await FaultedResponse.WriteAsync(context, WatchEvents.Error(exception));
        }
    }

    private async Task BeginWithEverythingAsync()
    {
        (var objects, _version) = store.List(call.Kind, call.Namespace);
        foreach (var item in objects.Where(_selection.Includes))
        {
            if (!await SendAsync(WatchEvents.Of("ADDED", item)))
                return;
        }
    }

    private async Task BeginAsync(long version)
    {
        _version = version;
        _ = store.ChangesAfter(version);
        if (faults.Take(FaultKind.Replay, call) is null)
            return;
        var before = store.Changes.Where(change => change.Version <= version).TakeLast(20).ToArray();
        Random.Shared.Shuffle(before);
        foreach (var change in before)
        {
            if (WatchEvents.Of(change, _selection) is { } line)
                await SendAsync(line);
        }
    }

    private async Task FollowAsync(TimeSpan timeout)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var nextBookmark = timeout - BookmarkBeforeEnd < options.BookmarkInterval ? timeout - BookmarkBeforeEnd : options.BookmarkInterval;
        while (!context.RequestAborted.IsCancellationRequested)
        {
            var changed = store.Changed;
            foreach (var change in store.ChangesAfter(Math.Min(_version, store.Version)))
            {
                // A version that is not reached yet is waited for.
                if (change.Version <= _version)
                    continue;
                if (WatchEvents.Of(change, _selection) is { } line && !await SendAsync(line))
                    return;
                _version = change.Version;
            }
            var elapsed = time.GetElapsedTime(started);
            if (elapsed >= timeout)
                return;
            if (_bookmarks && elapsed >= nextBookmark)
            {
                nextBookmark = elapsed + options.BookmarkInterval;
                if (!await SendAsync(WatchEvents.Bookmark(call.Kind, _version)))
                    return;
            }
            var wait = _bookmarks && nextBookmark < timeout ? nextBookmark - elapsed : timeout - elapsed;
            await Task.WhenAny(changed, Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, context.RequestAborted));
        }
    }

    /// <returns>False when a fault ends the watch.</returns>
    private async Task<bool> SendAsync(ReadOnlyMemory<byte> line)
    {
        if (faults.Take(FaultKind.Dropped, call) is not null)
        {
            context.Abort();
            return false;
        }
        if (faults.Take(FaultKind.Silent, call) is not null)
            await FaultedResponse.FallSilentAsync(context);
        if (faults.Take(FaultKind.GoneEvent, call) is not null)
        {
            await FaultedResponse.WriteAsync(context, WatchEvents.Error(ApiException.Expired("too old resource version")));
            return false;
        }
        if (faults.Take(FaultKind.Truncated, call) is not null)
        {
            await FaultedResponse.WriteHalfAsync(context, line);
            return false;
        }
        if (faults.Take(FaultKind.Slow, call) is { } slow)
            await FaultedResponse.WriteSlowlyAsync(context, line, slow.Delay, options.Time);
        else
            await FaultedResponse.WriteAsync(context, line);
        return true;
    }
}
