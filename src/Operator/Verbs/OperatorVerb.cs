using System.CommandLine;
using ExchangeHA.Agent;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Controller;
using ExchangeHA.Operator.Hosting;
using ExchangeHA.Operator.Input;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Verbs;

/// <summary><c>exchange-ha operator</c>: reconciles the balancers of its namespaces.</summary>
internal static class OperatorVerb
{
    public static Command Create()
    {
        var nodeImage = NodeImageOption.Create();
        var pullPolicy = new Option<string?>("--node-image-pull-policy")
        {
            Description = "Always, IfNotPresent or Never. Default: $NODE_IMAGE_PULL_POLICY, else Kubernetes' own rule.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("NODE_IMAGE_PULL_POLICY") is { Length: > 0 } policy ? policy : null,
        };
        var pullSecrets = new Option<string[]>("--node-image-pull-secret") { Description = "A Secret with the registry's credentials, in the balancer's namespace; may be repeated." };
        var namespaces = new Option<string[]>("--namespace") { Description = "A namespace whose balancers are served; may be repeated. Default: the operator's own." };
        var allNamespaces = new Option<bool>("--all-namespaces") { Description = "Serves the balancers of every namespace; needs the rights of the Role on the whole cluster." };
        var datacenter = DatacenterOption.Create();
        var port = new Option<int>("--port") { Description = "The port of the probes.", DefaultValueFactory = _ => 8080 };
        var metricsPort = new Option<int>("--metrics-port") { Description = "The port of /metrics, for Prometheus; 0 for none.", DefaultValueFactory = _ => 8081 };
        var workers = new Option<int>("--workers") { Description = "Balancers reconciled at once.", DefaultValueFactory = _ => 4 };
        var queries = new Option<int>("--queries-per-second") { Description = "Requests to the API server a second.", DefaultValueFactory = _ => 50 };
        var burst = new Option<int>("--burst") { Description = "Requests to the API server at once, before that limit counts.", DefaultValueFactory = _ => 100 };
        var command = new Command("operator", "Runs the operator: turns every ExchangeBalancer into haproxy and keepalived on its nodes.")
        {
            nodeImage, pullPolicy, pullSecrets, namespaces, allNamespaces, datacenter, port, metricsPort, workers, queries, burst, LoggingOptions.Level, LoggingOptions.LevelFile, LoggingOptions.Format,
        };
        pullPolicy.AcceptOnlyFromAmong("Always", "IfNotPresent", "Never");
        command.Validators.Add(result =>
        {
            if (result.GetValue(allNamespaces) && result.GetValue(namespaces) is { Length: > 0 })
                result.AddError("Either --all-namespaces or --namespace, not both.");
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            // the lease is given back before the process ends
            using var termination = new TerminationSignal(cancellationToken);
            var levels = new LogLevels(arguments.GetValue(LoggingOptions.Level));
            using var loggers = LoggingOptions.CreateFactory(levels, arguments.GetValue(LoggingOptions.Format));
            using var traces = new TraceLog(loggers.CreateLogger<TraceLog>());
            using var levelFile = new LogLevelFile(arguments.GetValue(LoggingOptions.LevelFile)!, levels, loggers.CreateLogger<LogLevelFile>(), TimeProvider.System);
            var own = Environment.GetEnvironmentVariable("POD_NAMESPACE") ?? "exchange";
            string[] served = arguments.GetValue(allNamespaces) ? [] : arguments.GetValue(namespaces) is { Length: > 0 } given ? given : [own];
            var options = new ControllerOptions
            {
                Namespaces = served,
                Datacenter = arguments.GetValue(datacenter),
                Workers = arguments.GetValue(workers),
                QueriesPerSecond = arguments.GetValue(queries),
                Burst = arguments.GetValue(burst),
                Settings = new OperatorSettings
                {
                    NodeImage = arguments.GetValue(nodeImage)!,
                    ImagePullPolicy = arguments.GetValue(pullPolicy),
                    ImagePullSecrets = arguments.GetValue(pullSecrets) ?? [],
                },
            };
            return await new OperatorHost(options, own, arguments.GetValue(port), arguments.GetValue(metricsPort), loggers).RunAsync(termination.Token);
        });
        return command;
    }
}
