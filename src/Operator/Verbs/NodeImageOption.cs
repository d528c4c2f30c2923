using System.CommandLine;

namespace ExchangeHA.Operator.Verbs;

/// <summary>The image of the node pods, as the operator and what is rendered without it name it.</summary>
internal static class NodeImageOption
{
    private const string Variable = "NODE_IMAGE";

    public static Option<string> Create(string? version = null)
    {
        var (fallback, otherwise) = version is null ? ("", "") : ($"exchange-ha/node:{version}", $", else exchange-ha/node:{version}");
        var option = new Option<string>("--node-image")
        {
            Description = $"The image of the node pods (haproxy, keepalived and this program). Default: ${Variable}{otherwise}.",
            HelpName = "IMAGE",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } image ? image : fallback,
        };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValueOrDefault<string>()))
                result.AddError($"--node-image or the environment variable {Variable} must name the image of the node pods.");
        });
        return option;
    }
}
