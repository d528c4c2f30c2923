using System.CommandLine;
using ExchangeHA.Agent.Haproxy;
using ExchangeHA.Agent.Keepalived;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent;

/// <summary>The command line of the agents: <c>agent haproxy</c> and <c>agent keepalived</c>, each also in the short-lived parts of its pod.</summary>
public static class AgentVerbs
{
    /// <param name="client">Makes the client of the API server; not called by the parts that need none.</param>
    /// <param name="logging">Makes the loggers' factory.</param>
    public static Command Create(Func<IKubernetesClient> client, Func<ILoggerFactory> logging) => new("agent", "The agents beside haproxy and keepalived on a node.")
    {
        Haproxy(client, logging),
        Keepalived(client, logging),
    };

    private static Command Haproxy(Func<IKubernetesClient> client, Func<ILoggerFactory> logging)
    {
        var stage = new Option<bool>("--stage") { Description = "Put the first verified configuration on the node, and end." };
        var handOver = new Option<bool>("--hand-over") { Description = "haproxy's preStop hook: wait until the address has left this node, then let haproxy finish its connections." };
        var options = new AgentCommandOptions();
        var command = new Command(Names.Haproxy, "The agent beside haproxy.") { stage, handOver };
        options.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var termination = new TerminationSignal(cancellationToken);
            using var loggers = logging();
            var agentOptions = options.Read(arguments);
            if (arguments.GetValue(handOver))
                await HaproxyAgent.HandOverAsync(agentOptions, loggers, TimeProvider.System, termination.Token);
            else if (arguments.GetValue(stage))
                await new HaproxyAgent(client(), agentOptions, loggers, TimeProvider.System).StageAsync(termination.Token);
            else
                await new HaproxyAgent(client(), agentOptions, loggers, TimeProvider.System).RunAsync(termination.Token);
            return 0;
        });
        return command;
    }

    private static Command Keepalived(Func<IKubernetesClient> client, Func<ILoggerFactory> logging)
    {
        var stage = new Option<bool>("--stage") { Description = "Put the first verified configuration on the node, and end." };
        var launch = new Option<bool>("--launch") { Description = "Become keepalived, after an unclean end only when another master was heard or would have been." };
        var handOver = new Option<bool>("--hand-over") { Description = "keepalived's preStop hook: give the address away, without a failed connection, and wait until it has left this node." };
        var options = new AgentCommandOptions();
        var command = new Command(Names.Keepalived, "The agent beside keepalived.") { stage, launch, handOver };
        options.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var termination = new TerminationSignal(cancellationToken);
            using var loggers = logging();
            var agentOptions = options.Read(arguments);
            if (arguments.GetValue(launch))
                return await KeepalivedAgent.LaunchAsync(agentOptions, loggers, termination.Token);
            if (arguments.GetValue(handOver))
                await KeepalivedAgent.HandOverAsync(agentOptions, loggers, TimeProvider.System, termination.Token);
            else if (arguments.GetValue(stage))
                await new KeepalivedAgent(client(), agentOptions, loggers, TimeProvider.System).StageAsync(termination.Token);
            else
                await new KeepalivedAgent(client(), agentOptions, loggers, TimeProvider.System).RunAsync(termination.Token);
            return 0;
        });
        return command;
    }
}
