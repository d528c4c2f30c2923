using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Faults;
using ExchangeHA.FakeApiServer.Objects;
using ExchangeHA.FakeApiServer.Storage;
using ExchangeHA.FakeApiServer.Watching;
using ExchangeHA.Kubernetes.Serialization;
using Microsoft.AspNetCore.Http;

namespace ExchangeHA.FakeApiServer.Http;

/// <summary>One request after the other: who asks, the faults that befall it, what it asks for, and the answer.</summary>
internal sealed class RequestPipeline(FakeServer server, FakeServerOptions options, TimeProvider clock)
{
    private readonly ObjectWriter _writer = new(server.Store, clock);
    private readonly ConcurrentDictionary<string, int> _arrived = new(StringComparer.Ordinal);
    private int _running;

    /// <summary>Requests that are being answered, without those that a fault keeps waiting.</summary>
    public int Running => Volatile.Read(ref _running);

    public int ArrivedFrom(string userAgent) => _arrived.GetValueOrDefault(userAgent);

    public async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _running);
        _arrived.AddOrUpdate(context.Request.Headers.UserAgent.ToString(), 1, (_, count) => count + 1);
        try
        {
            if (!server.IsPermitted(context.Request.Headers.Authorization.ToString()))
                throw ApiException.Of(401, "Unauthorized", "Unauthorized");
            if (ApiCall.Parse(context.Request) is not { } call)
            {
                context.Response.StatusCode = 404;
                await context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
                return;
            }
            if (await IsLostAsync(context, call))
                return;
            Refuse(call);
            if (call.Verb == "watch")
                await new WatchStream(server.Store, server.Faults, options, call, context).RunAsync();
            else
                await AnswerAsync(context, call);
        }
        catch (ApiException exception)
        {
            await RefuseAsync(context, exception);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, or a fault has cut it off.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, ApiException.Of(500, "InternalError", $"the fake API server has a bug: {exception}"));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Faults of the way here.</summary>
    private async Task<bool> IsLostAsync(HttpContext context, ApiCall call)
    {
        if (server.Faults.Take(FaultKind.Latency, call) is { } latency)
            await HoldAsync(latency.Delay, context.RequestAborted);
        // of a watch they take the place of an event
        if (call.Verb == "watch")
            return false;
        if (server.Faults.Take(FaultKind.Silent, call) is not null)
            await HoldAsync(Timeout.InfiniteTimeSpan, context.RequestAborted);
        if (server.Faults.Take(FaultKind.Dropped, call) is null)
            return false;
        context.Abort();
        return true;
    }

    /// <summary>Keeps a request waiting. It counts as running again within the tick in which its time is over.</summary>
    private async Task HoldAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = 1;
        Interlocked.Decrement(ref _running);
        await using var timer = options.Time.CreateTimer(_ =>
        {
            Release();
            over.TrySetResult();
        }, null, time, Timeout.InfiniteTimeSpan);
        try
        {
            await over.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Release();
        }

        void Release()
        {
            if (Interlocked.Exchange(ref held, 0) == 1)
                Interlocked.Increment(ref _running);
        }
    }

    private void Refuse(ApiCall call)
    {
        if (server.Faults.Take(FaultKind.TooManyRequests, call) is { } tooMany)
            throw ApiException.TooManyRequests((int?)tooMany.RetryAfter?.TotalSeconds);
        if (server.Faults.Take(FaultKind.InternalError, call) is not null)
            throw ApiException.Of(500, "InternalError", "Internal error occurred: a fault is switched on");
        if (server.Faults.Take(FaultKind.Unavailable, call) is { } unavailable)
            throw ApiException.Unavailable((int?)unavailable.RetryAfter?.TotalSeconds);
        if (server.Faults.Take(FaultKind.GoneAnswer, call) is not null)
            throw ApiException.Expired("too old resource version");
    }

    private async Task AnswerAsync(HttpContext context, ApiCall call)
    {
        var (code, body) = call.Verb switch
        {
            "get" => (200, server.Store.Find(call.Key)?.Utf8 ?? throw ApiException.NotFound(call.Key)),
            "list" => (200, ListAnswer.Of(server.Store, call)),
            "create" => (201, _writer.Create(call, await ReadJsonAsync(context)).Utf8),
            "update" => Answer(_writer.Update(call, await ReadJsonAsync(context))),
            "patch" => (200, _writer.Patch(call, await ReadPatchAsync(context)).Utf8),
            "apply" => Answer(_writer.Apply(call, await ReadYamlAsync(context))),
            _ => (200, Deleted(call, _writer.Delete(call, await ReadJsonAsync(context)))),
        };
        if (server.Faults.Take(FaultKind.AnswerLost, call) is not null)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        if (server.Faults.Take(FaultKind.Truncated, call) is not null)
            await FaultedResponse.WriteHalfAsync(context, body);
        else if (server.Faults.Take(FaultKind.Slow, call) is { } slow)
            await FaultedResponse.WriteSlowlyAsync(context, body, slow.Delay, options.Time);
        else
            await FaultedResponse.WriteAsync(context, body);
    }

    private static (int Code, ReadOnlyMemory<byte> Body) Answer((StoredObject Object, bool Created) written) => (written.Created ? 201 : 200, written.Object.Utf8);

    private static ReadOnlyMemory<byte> Deleted(ApiCall call, (StoredObject Object, bool Gone) deletion) => !deletion.Gone ? deletion.Object.Utf8 : Encoding.UTF8.GetBytes(new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Success",
        ["details"] = new JsonObject { ["name"] = call.Name, ["group"] = call.Kind.Group, ["kind"] = call.Kind.Plural, ["uid"] = deletion.Object.Uid },
    }.ToJsonString());

    private static async Task<JsonObject> ReadPatchAsync(HttpContext context) =>
        context.Request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.Ordinal) == true
            ? await ReadJsonAsync(context)
            : throw ApiException.NotImplemented($"patches of the type {context.Request.ContentType}");

    private static async Task<JsonObject> ReadJsonAsync(HttpContext context)
    {
        var body = await ReadAsync(context);
        try
        {
            return body.Length == 0 ? [] : JsonNode.Parse(body)?.AsObject() ?? [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw ApiException.BadRequest($"the object provided is unrecognized: {exception.Message}");
        }
    }

    private static async Task<JsonObject> ReadYamlAsync(HttpContext context)
    {
        try
        {
            return YamlToJson.Read(await ReadAsync(context)) as JsonObject ?? throw ApiException.BadRequest("the configuration is not an object");
        }
        catch (FormatException exception)
        {
            throw ApiException.BadRequest($"error decoding YAML: {exception.Message}");
        }
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private static async Task RefuseAsync(HttpContext context, ApiException exception)
    {
        var status = exception.ToStatus();
        context.Response.StatusCode = exception.Code;
        context.Response.ContentType = "application/json";
        if (status["details"]!["retryAfterSeconds"] is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString();
        await context.Response.WriteAsync(status.ToJsonString(), context.RequestAborted);
    }
}
