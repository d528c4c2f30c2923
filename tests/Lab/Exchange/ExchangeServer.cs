using ExchangeHA.Lab.Smtp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Lab.Exchange;

/// <summary>An Exchange server, as far as a balancer can tell: health pages that can be switched, and answers that name the server.</summary>
internal static class ExchangeServer
{
    /// <summary>The virtual directories that have a health page, in the server's own spelling.</summary>
    private static readonly string[] VirtualDirectories =
        ["owa", "ecp", "ews", "mapi", "rpc", "oab", "autodiscover", "Microsoft-Server-ActiveSync", "PowerShell"];

    public static async Task RunAsync(string name, Switches switches, CancellationToken cancellationToken)
    {
        var fullName = $"{name}.domain.com";
        using var certificate = ServerCertificate.Create(fullName);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(new SmtpServer(fullName, () => switches["smtp"], keep: null));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenAnyIP(443, listener => listener.UseHttps(certificate));
            kestrel.ListenAnyIP(25, listener => listener.UseConnectionHandler<SmtpServer>());
        });

        await using var server = builder.Build();
        server.Use((context, next) =>
        {
            context.Response.Headers["X-Exchange-Server"] = name;
            return next(context);
        });
        foreach (var directory in VirtualDirectories)
        {
            server.Map($"/{directory}/healthcheck.htm", context => HealthPageAsync(context, switches[directory], fullName));
        }

        server.MapFallback("/{**path}", context =>
        {
            context.Response.ContentLength = name.Length + 1;
            return context.Response.WriteAsync(name + "\n");
        });
        await server.StartAsync(cancellationToken);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Connections are cut, as by a server that goes: clients are to notice, not to be waited for.
            await server.StopAsync(new CancellationToken(canceled: true));
        }
    }

    private static Task HealthPageAsync(HttpContext context, SwitchState state, string fullName)
    {
        switch (state)
        {
            case SwitchState.Hang:
                return Task.Delay(Timeout.Infinite, context.RequestAborted);
            case SwitchState.Fail:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return context.Response.WriteAsync("503 Service Unavailable");
            default:
                return context.Response.WriteAsync($"200 OK<br/>{fullName}");
        }
    }
}
