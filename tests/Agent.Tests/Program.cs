using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Tests;

/// <summary>The agents' command line without an API server: for tests of the parts that become another program, or end one.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments)
    {
        var root = new RootCommand { AgentVerbs.Create(() => throw new InvalidOperationException("No API server here."), () => LoggerFactory.Create(logging => logging.AddConsole())) };
        return root.Parse(arguments).InvokeAsync();
    }
}
