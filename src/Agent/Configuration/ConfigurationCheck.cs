namespace ExchangeHA.Agent.Configuration;

/// <summary>A daemon's own check of a configuration file.</summary>
internal static class ConfigurationCheck
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    /// <summary>Null when the program accepts the file, else what it said.</summary>
    public static async Task<string?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var (exitCode, output) = await ProgramRunner.RunAsync(program, arguments, Bound, cancellationToken);
            return exitCode switch
            {
                0 => null,
                null => $"{program} did not finish its check within {Bound.TotalSeconds} s. {output}",
                _ => output.Length > 0 ? output : $"{program} ended its check with {exitCode} and said nothing.",
            };
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"{program} could not be started: {exception.Message}";
        }
    }
}
