using System.CommandLine;
using ExchangeHA.Agent;
using ExchangeHA.Operator.Hosting;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Verbs;

/// <summary>The whole command line.</summary>
internal static class Root
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Gives Microsoft Exchange a highly available address across datacenters, by haproxy and keepalived on Kubernetes nodes.")
        {
            OperatorVerb.Create(),
            AgentVerbs.Create(() => Clients.Create(Logging()), Logging),
            RenderVerb.Create(),
            ValidateVerb.Create(),
            WaitVerb.Create(),
            CrdsVerb.Create(),
            CompletionVerb.Create(),
        };
        ExampleHelp.AddTo(root);
        return root;
    }

    private static ILoggerFactory Logging() => LoggingOptions.CreateFactory(new LogLevels(LogLevel.Information), format: null);
}
