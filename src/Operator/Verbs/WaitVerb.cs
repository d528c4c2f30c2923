using System.CommandLine;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes;
using ExchangeHA.Operator.Hosting;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Verbs;

/// <summary><c>exchange-ha wait</c>: waits until the operator says that a balancer has a condition. For images without kubectl, as the chart's test.</summary>
internal static class WaitVerb
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var name = new Argument<string>("balancer") { Description = "The balancer's name." };
        var @namespace = new Option<string>("--namespace", "-n")
        {
            Description = "Its namespace. Default: $POD_NAMESPACE, else exchange.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("POD_NAMESPACE") ?? "exchange",
        };
        var wished = new Option<string>("--for") { Description = "The condition that is to be True of the resource as it is now.", DefaultValueFactory = _ => "Ready" };
        var timeout = new Option<int>("--timeout") { Description = "How long to wait, in seconds.", DefaultValueFactory = _ => 120 };
        var command = new Command("wait", "Waits until a balancer has a condition; ends with 1 if it has not in time.") { name, @namespace, wished, timeout };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var loggers = LoggingOptions.CreateFactory(new LogLevels(LogLevel.Warning), format: null);
            using var client = Clients.Create(loggers);
            var key = new NamespacedName(arguments.GetValue(@namespace)!, arguments.GetValue(name)!);
            var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
            var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(arguments.GetValue(timeout));
            while (true)
            {
                var (found, what) = await LookAsync(client, key, arguments.GetValue(wished)!, cancellationToken);
                if (found)
                {
                    await output.WriteLineAsync(what);
                    return 0;
                }

                if (DateTimeOffset.UtcNow >= deadline)
                {
                    await error.WriteLineAsync($"Not in {arguments.GetValue(timeout)} s: {what}");
                    return 1;
                }

                await Task.Delay(Period, cancellationToken);
            }
        });
        return command;
    }

    private static async Task<(bool Found, string What)> LookAsync(KubernetesClient client, NamespacedName key, string wished, CancellationToken cancellationToken)
    {
        ExchangeBalancer? balancer;
        try
        {
            balancer = await client.GetAsync<ExchangeBalancer>(key.Name, key.Namespace, cancellationToken);
        }
        catch (Exception exception) when (exception is KubernetesException or HttpRequestException or TimeoutException)
        {
            return (false, exception.Message);
        }

        if (balancer is null)
            return (false, $"{key} does not exist");
        if (balancer.Status?.ObservedGeneration != balancer.Metadata.Generation)
            return (false, $"the operator has not spoken of {key} in its present version");
        return balancer.Status?.Conditions?.Find(condition => condition.Type == wished) is not { } there
            ? (false, $"{key} has no condition {wished}")
            : (there.Status == "True", $"{key} {wished}={there.Status} {there.Reason}: {there.Message}");
    }
}
