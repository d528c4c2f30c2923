using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Tests.Infrastructure;

/// <summary>A real HTTP server on loopback whose answers a test scripts, one for each request in their order. The last one repeats.</summary>
internal sealed class ScriptedApiServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _script = new();
    private readonly WebApplication _app;
    private Func<HttpContext, Task> _last = context => Fail(context, 404, "NotFound");

    private ScriptedApiServer(WebApplication app) => _app = app;

    public ConcurrentQueue<RecordedRequest> Requests { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<ScriptedApiServer> StartAsync(Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0, listen ?? (_ => { })));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        var server = new ScriptedApiServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ScriptedApiServer Then(Func<HttpContext, Task> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public ScriptedApiServer ThenJson(string body, int code = 200) => Then(context => Json(context, body, code));

    public ScriptedApiServer ThenFail(int code, string reason, int? retryAfter = null) => Then(context => Fail(context, code, reason, retryAfter));

    /// <summary>A stream of lines that ends well.</summary>
    public ScriptedApiServer ThenStream(params string[] lines) => Then(context => Stream(context, lines));

    /// <summary>A stream of lines after which nothing comes any more, nor an end.</summary>
    public ScriptedApiServer ThenStreamAndHang(params string[] lines) => Then(async context =>
    {
        await Stream(context, lines);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    });

    /// <summary>A stream of lines that is cut off without an end, when they have been seen: a reset overtakes what is still under way.</summary>
    public ScriptedApiServer ThenStreamAndDrop(Func<bool> seen, params string[] lines) => Then(async context =>
    {
        await Stream(context, lines);
        await Eventually.TrueAsync(seen, "the client saw the events");
        context.Abort();
    });

    public static async Task Json(HttpContext context, string body, int code = 200)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    public static Task Fail(HttpContext context, int code, string reason, int? retryAfter = null)
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter.ToString();
        return Json(context, Status(code, reason), code);
    }

    public static string Status(int code, string reason) =>
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"scripted {{reason}}","reason":"{{reason}}","details":{"name":"x"},"code":{{code}}}""";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task Stream(HttpContext context, params string[] lines)
    {
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync();
        foreach (var line in lines)
            await context.Response.WriteAsync(line);
        await context.Response.Body.FlushAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        Requests.Enqueue(new RecordedRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            await reader.ReadToEndAsync(),
            context.Request.ContentType,
            context.Request.Headers.Authorization.ToString(),
            context.Request.Protocol));
        if (_script.TryDequeue(out var answer))
            _last = answer;
        await _last(context);
    }
}
