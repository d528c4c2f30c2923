using System.CommandLine;
using ExchangeHA.Agent;
using ExchangeHA.Operator.Hosting;
using ExchangeHA.Operator.Verbs;
using Microsoft.Extensions.Logging;

var root = new RootCommand("Gives Microsoft Exchange a highly available address across datacenters, by haproxy and keepalived on Kubernetes nodes.")
{
    OperatorVerb.Create(),
    AgentVerbs.Create(() => Clients.Create(AgentLogging()), AgentLogging),
    CrdsVerb.Create(),
};
return await root.Parse(args).InvokeAsync();

static ILoggerFactory AgentLogging() => LoggingOptions.CreateFactory(new LogLevels(LogLevel.Information), format: null);
