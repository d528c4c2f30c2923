using System.CommandLine;

namespace ExchangeHA.Agent;

/// <summary>The options that every agent has. Node, pod and namespace come from the downward API, in the environment.</summary>
internal sealed class AgentCommandOptions
{
    private readonly Option<string> _secret = new("--secret") { Required = true, Description = "The Secret that holds the configuration." };
    private readonly Option<string> _balancerNode = new("--balancer-node") { Required = true, Description = "The BalancerNode to report into." };
    private readonly Option<int> _port = new("--port") { Required = true, Description = "The loopback port of the probes." };

    private readonly Option<string> _runDirectory = new("--run-directory")
    {
        DefaultValueFactory = _ => AgentPaths.Default.RunDirectory,
        Description = "The directory that daemon and agent share.",
    };

    private readonly Option<string> _mountedDirectory = new("--mounted-directory")
    {
        DefaultValueFactory = _ => AgentPaths.Default.MountedDirectory,
        Description = "Where the Secret is mounted.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_secret);
        command.Options.Add(_balancerNode);
        command.Options.Add(_port);
        command.Options.Add(_runDirectory);
        command.Options.Add(_mountedDirectory);
    }

    public AgentOptions Read(ParseResult arguments) => new()
    {
        Secret = arguments.GetRequiredValue(_secret),
        BalancerNode = arguments.GetRequiredValue(_balancerNode),
        Port = arguments.GetRequiredValue(_port),
        Node = Environment("NODE_NAME"),
        Pod = Environment("POD_NAME"),
        Namespace = Environment("POD_NAMESPACE"),
        Paths = new(arguments.GetRequiredValue(_runDirectory), arguments.GetRequiredValue(_mountedDirectory)),
    };

    private static string Environment(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"The environment variable {name} is not set.");
}
