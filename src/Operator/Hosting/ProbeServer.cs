using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ExchangeHA.Operator.Hosting;

/// <summary>Answers the kubelet: <c>/livez</c> while the process does its work, <c>/readyz</c> once it knows the cluster.</summary>
internal sealed class ProbeServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    public ProbeServer(int port, Func<string?> whyNotAlive, Func<string?> whyNotReady)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(port));
        _application = builder.Build();
        _application.Run(context => context.Request.Path.Value switch
        {
            "/livez" => AnswerAsync(context, whyNotAlive()),
            "/readyz" => AnswerAsync(context, whyNotReady()),
            _ => AnswerAsync(context, "not found", StatusCodes.Status404NotFound),
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => _application.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, string? whyNot, int status = StatusCodes.Status503ServiceUnavailable)
    {
        context.Response.StatusCode = whyNot is null ? StatusCodes.Status200OK : status;
        return context.Response.WriteAsync(whyNot ?? "ok");
    }
}
