namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>What a command left behind.</summary>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The output of a command that is expected to succeed.</summary>
    public string OrThrow() => Succeeded ? Output : throw new InvalidOperationException($"{Command} ended with {ExitCode}: {Error}{Output}");
}
