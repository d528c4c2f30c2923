namespace ExchangeHA.Operator.Tests;

public sealed class CompletionVerbTests
{
    [Theory]
    [InlineData("exchange-ha val", "validate")]
    [InlineData("exchange-ha validate --assume", "--assume-secrets")]
    [InlineData("exchange-ha completion z", "zsh")]
    [InlineData("exchange-ha validate --output j", "json")]
    public async Task A_shell_completes_verbs_options_and_values(string typed, string completed)
    {
        // what bash does when Tab is pressed
        var script = $"""
            set -e
            PATH={AppContext.BaseDirectory}:$PATH
            source <(exchange-ha completion bash)
            COMP_LINE='{typed}' COMP_POINT={typed.Length}
            read -ra COMP_WORDS <<<"$COMP_LINE"
            COMP_CWORD=$((${"{#"}COMP_WORDS[@]{"}"} - 1))
            _exchange_ha
            printf '%s\n' "${"{"}COMPREPLY[@]{"}"}"
            """;

        var said = await CommandLine.StartAsync("bash", script);

        said.Error.ShouldBeEmpty();
        said.Lines.ShouldBe([completed]);
    }

    [Fact]
    public async Task A_zsh_script_names_the_program_it_completes() => (await CommandLine.RunAsync("completion", "zsh")).Output.ShouldStartWith("#compdef exchange-ha\n");
}
