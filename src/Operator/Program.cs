using System.CommandLine;
using ExchangeHA.Agent;
using ExchangeHA.Operator.Hosting;
using ExchangeHA.Operator.Verbs;
using Microsoft.Extensions.Logging;

var root = new RootCommand("Gives Microsoft Exchange a highly available address across datacenters, by haproxy and keepalived on Kubernetes nodes.")
{
    OperatorVerb.Create(),
    AgentVerbs.Create(() => Clients.Create(LoggingOptions.CreateFactory(LogLevel.Information, format: null)), () => LoggingOptions.CreateFactory(LogLevel.Information, format: null)),
    CrdsVerb.Create(),
};
return await root.Parse(args).InvokeAsync();
