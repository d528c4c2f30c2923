using System.CommandLine;

namespace ExchangeHA.Operator.Input;

/// <summary><c>--datacenter</c>: where each datacenter has a cluster of its own, which one this cluster is.</summary>
internal static class DatacenterOption
{
    public static Option<string?> Create() => new("--datacenter")
    {
        Description = "The only datacenter whose nodes are in this cluster; the others are served by other clusters' operators, from the same resource. Default: all.",
        HelpName = "NAME",
    };
}
