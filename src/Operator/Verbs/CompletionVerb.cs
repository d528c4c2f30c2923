using System.CommandLine;

namespace ExchangeHA.Operator.Verbs;

/// <summary><c>exchange-ha completion</c>: what makes a shell complete this program's command line. The program itself is asked, by System.CommandLine's <c>[suggest]</c> directive.</summary>
internal static class CompletionVerb
{
    private const string Bash = """
        # bash completion of exchange-ha; load it with: source <(exchange-ha completion bash)
        _exchange_ha() {
          local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _exchange_ha exchange-ha

        """;

    private const string Zsh = """
        #compdef exchange-ha
        # zsh completion of exchange-ha; load it with: source <(exchange-ha completion zsh)
        _exchange_ha() {
          local -a words_known
          words_known=("${(@f)$("${words[1]}" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -a words_known
          [[ $PREFIX == -* ]] || _files
        }
        compdef _exchange_ha exchange-ha

        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash or zsh.", HelpName = "SHELL" };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        var command = new Command("completion", "Prints a script that makes the shell complete verbs and options.") { shell };
        command.SetAction((parsed, cancellation) => parsed.InvocationConfiguration.Output.WriteAsync((parsed.GetRequiredValue(shell) == "zsh" ? Zsh : Bash).AsMemory(), cancellation));
        return command;
    }
}
