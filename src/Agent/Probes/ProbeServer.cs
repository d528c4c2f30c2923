using System.Net;
using ExchangeHA.Kubernetes.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ExchangeHA.Agent.Probes;

/// <summary>Answers on the loopback: the kubelet at <c>/readyz</c> and <c>/livez</c>, and haproxy, which hands it on to Prometheus, at <c>/metrics</c>.</summary>
public static class ProbeServer
{
    /// <summary>Serves until cancelled. <paramref name="isLive"/> speaks of this process alone: a pod is never ended for the API server's or the daemon's sake.</summary>
    public static async Task RunAsync(int port, Func<bool> isReady, Func<bool> isLive, Func<string> metrics, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port);
        });
        await using var application = builder.Build();
        application.Run(context => AnswerAsync(context, isReady, isLive, metrics));
        await application.StartAsync(cancellationToken);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            await application.StopAsync(CancellationToken.None);
        }
    }

    private static Task AnswerAsync(HttpContext context, Func<bool> isReady, Func<bool> isLive, Func<string> metrics)
    {
        if (context.Request.Path == "/metrics")
        {
            context.Response.ContentType = PrometheusExporter.ContentType;
            return context.Response.WriteAsync(metrics(), context.RequestAborted);
        }

        bool? healthy = context.Request.Path.Value switch
        {
            "/readyz" => isReady(),
            "/livez" => isLive(),
            _ => null,
        };
        context.Response.StatusCode = healthy switch
        {
            true => StatusCodes.Status200OK,
            false => StatusCodes.Status503ServiceUnavailable,
            null => StatusCodes.Status404NotFound,
        };
        return context.Response.WriteAsync(healthy switch { true => "ok\n", false => "not ok\n", null => "not found\n" }, context.RequestAborted);
    }
}
