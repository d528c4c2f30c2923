using ExchangeHA.Lab.Exchange;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Lab.Smtp;

/// <summary>The mail server that alerts are sent to: each mail becomes a file, numbered in the order of arrival.</summary>
internal static class MailSink
{
    public static async Task RunAsync(string directory, CancellationToken cancellationToken)
    {
        var last = Directory.CreateDirectory(directory).GetFiles("*.eml").Length;

        // Renamed into place, so that no reader sees half a mail.
        async Task KeepAsync(string mail)
        {
            var path = Path.Combine(directory, $"{Interlocked.Increment(ref last):D5}.eml");
            await File.WriteAllTextAsync(path + ".new", mail, CancellationToken.None);
            File.Move(path + ".new", path);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(new SmtpServer("smtp.domain.com", () => SwitchState.Ok, KeepAsync));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(25, listener => listener.UseConnectionHandler<SmtpServer>()));
        await using var server = builder.Build();
        await server.StartAsync(cancellationToken);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await server.StopAsync(CancellationToken.None);
        }
    }
}
