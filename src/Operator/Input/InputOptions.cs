using System.CommandLine;

namespace ExchangeHA.Operator.Input;

/// <summary>How a verb that needs no cluster is told its input.</summary>
internal sealed class InputOptions
{
    private readonly Option<string[]> _files = new("--filename", "-f")
    {
        Description = "A file of one or several YAML or JSON documents, a folder of such files, or - for standard input; may be repeated. Secrets and Nodes in it are used, other kinds passed over.",
        HelpName = "FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _namespace = new("--namespace", "-n") { Description = "The namespace of objects that name none.", HelpName = "NAMESPACE", DefaultValueFactory = _ => "default" };

    private readonly Option<bool> _assumeSecrets = new("--assume-secrets") { Description = $"Take Secrets that are not in the input as given; their passwords stand as \"{StandInSecrets.Password}\"." };

    private readonly Option<string?> _datacenter = DatacenterOption.Create();

    public void AddTo(Command command)
    {
        command.Options.Add(_files);
        command.Options.Add(_namespace);
        command.Options.Add(_assumeSecrets);
        command.Options.Add(_datacenter);
    }

    public async Task<BalancerInput> ReadAsync(ParseResult arguments, TextReader standardInput, CancellationToken cancellationToken) =>
        BalancerInput.Of(await InputFiles.ReadAsync(arguments.GetRequiredValue(_files), standardInput, cancellationToken), arguments.GetRequiredValue(_namespace), arguments.GetValue(_assumeSecrets), arguments.GetValue(_datacenter));
}
