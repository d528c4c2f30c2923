using System.CommandLine;
using ExchangeHA.Lab.Client;
using ExchangeHA.Lab.Exchange;
using ExchangeHA.Lab.Smtp;

namespace ExchangeHA.Lab;

/// <summary>The verbs of the program: what stands around the balancers in the tests' cluster.</summary>
internal static class Commands
{
    public static RootCommand Root() =>
        new("Exchange stand-ins, a mail sink and clients for the tests' cluster.") { Exchange(), Mail(), Client(), Get() };

    private static Command Exchange()
    {
        var name = new Option<string>("--name") { Required = true, Description = "The server's name, which it answers with." };
        var switches = new Option<string>("--switches") { Required = true, Description = "A folder with a file for each protocol that is not well: fail or hang." };
        var command = new Command("exchange", "An Exchange server, as a balancer sees it: TLS on 443 with the health pages, SMTP on 25.") { name, switches };
        command.SetAction((parsed, cancellation) => ExchangeServer.RunAsync(parsed.GetRequiredValue(name), new Switches(parsed.GetRequiredValue(switches)), cancellation));
        return command;
    }

    private static Command Mail()
    {
        var directory = new Option<string>("--directory") { Required = true, Description = "Where each mail becomes a file." };
        var command = new Command("mail", "A mail server on port 25 that keeps what it receives.") { directory };
        command.SetAction((parsed, cancellation) => MailSink.RunAsync(parsed.GetRequiredValue(directory), cancellation));
        return command;
    }

    private static Command Client()
    {
        var address = Address();
        var port = Port();
        var host = Host();
        var path = Path();
        var rate = new Option<double>("--rate") { DefaultValueFactory = _ => 50, Description = "New connections a second." };
        var keep = new Option<int>("--keep") { Description = "Connections that stay open, with a request a second on each." };
        var keepMore = new Option<double?>("--keep-more") { Description = "One more of these every so many seconds." };
        var duration = new Option<double?>("--duration") { Description = "How many seconds; without it until standard input closes or SIGTERM." };
        var timeout = new Option<double>("--timeout") { DefaultValueFactory = _ => 2, Description = "Seconds until a request counts as failed." };
        var failures = new Option<bool>("--failures") { Description = "A line for each failure." };
        var command = new Command("client", "Opens new TLS connections at a steady rate, and says at the end what failed.") { address, port, host, path, rate, keep, keepMore, duration, timeout, failures };
        command.SetAction((parsed, cancellation) => new LoadClient(new ClientOptions
        {
            Address = parsed.GetRequiredValue(address),
            Port = parsed.GetValue(port),
            Host = parsed.GetValue(host)!,
            Path = parsed.GetValue(path)!,
            Rate = parsed.GetValue(rate),
            Kept = parsed.GetValue(keep),
            KeepMore = parsed.GetValue(keepMore) is { } interval ? TimeSpan.FromSeconds(interval) : null,
            Duration = parsed.GetValue(duration) is { } length ? TimeSpan.FromSeconds(length) : null,
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            PrintFailures = parsed.GetValue(failures),
        }, Console.Out, TimeProvider.System).RunAsync(Console.In, cancellation));
        return command;
    }

    private static Command Get()
    {
        var address = Address();
        var port = Port();
        var host = Host();
        var path = Path();
        var timeout = new Option<double>("--timeout") { DefaultValueFactory = _ => 5, Description = "Seconds." };
        var command = new Command("get", "One request: prints the status and the server that answered; fails unless the status is 200.") { address, port, host, path, timeout };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(timeout)));
            try
            {
                await using var connection = await TlsConnection.OpenAsync(parsed.GetRequiredValue(address), parsed.GetValue(port), parsed.GetValue(host)!, limit.Token);
                var reply = await connection.GetAsync(parsed.GetValue(path)!, keepAlive: false, limit.Token);
                Console.WriteLine($"{reply.Status} {reply.Server}");
                return reply.Status == 200 ? 0 : 1;
            }
            catch (Exception exception)
            {
                await Console.Error.WriteLineAsync(Outcome.Describe(exception));
                return 1;
            }
        });
        return command;
    }

    private static Option<string> Address() => new("--address") { Required = true, Description = "An IP address." };

    private static Option<int> Port() => new("--port") { DefaultValueFactory = _ => 443 };

    private static Option<string> Path() => new("--path") { DefaultValueFactory = _ => "/" };

    private static Option<string> Host() => new("--host") { DefaultValueFactory = _ => "mail.domain.com", Description = "The name in the request and in the TLS handshake." };
}
