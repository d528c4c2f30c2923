using System.CommandLine;
using ExchangeHA.Operator.Verbs;

var root = new RootCommand("Gives Microsoft Exchange a highly available address across datacenters, by haproxy and keepalived on Kubernetes nodes.")
{
    OperatorVerb.Create(),
    CrdsVerb.Create(),
};
return await root.Parse(args).InvokeAsync();
