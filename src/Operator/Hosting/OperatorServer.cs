using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ExchangeHA.Operator.Hosting;

/// <summary>Answers the kubelet, <c>/livez</c> while the process does its work and <c>/readyz</c> once it knows the cluster, and on a port of its own Prometheus, <c>/metrics</c>.</summary>
internal sealed class OperatorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    /// <param name="metricsPort">0 for none.</param>
    public OperatorServer(int probesPort, int metricsPort, Func<string?> whyNotAlive, Func<string?> whyNotReady, Action<IBufferWriter<byte>> metrics)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenAnyIP(probesPort);
            if (metricsPort != 0)
                kestrel.ListenAnyIP(metricsPort);
        });
        _application = builder.Build();
        _application.Run(context => (context.Connection.LocalPort == metricsPort, context.Request.Path.Value) switch
        {
            (true, "/metrics") => AnswerAsync(context, metrics),
            (false, "/livez") => AnswerAsync(context, whyNotAlive()),
            (false, "/readyz") => AnswerAsync(context, whyNotReady()),
            _ => AnswerAsync(context, StatusCodes.Status404NotFound, "not found"),
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => _application.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, string? whyNot) =>
        AnswerAsync(context, whyNot is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, whyNot ?? "ok");

    private static async Task AnswerAsync(HttpContext context, Action<IBufferWriter<byte>> metrics)
    {
        context.Response.ContentType = Kubernetes.Metrics.PrometheusExporter.ContentType;
        metrics(context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
