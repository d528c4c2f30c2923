using System.CommandLine;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Operator.Input;
using ExchangeHA.Operator.Rendering;

namespace ExchangeHA.Operator.Verbs;

/// <summary><c>exchange-ha render</c>: prints or writes what the operator would run for balancers, without a cluster.</summary>
internal static class RenderVerb
{
    /// <summary>The files hold passwords.</summary>
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static Command Create()
    {
        var input = new InputOptions();
        var output = new Option<string?>("--output", "-o") { Description = "The folder to write to, as NAMESPACE/NAME/FILE, readable for its owner only; without it everything is printed.", HelpName = "DIR" };
        var nodeImage = NodeImageOption.Create(Version());
        var command = new Command("render", "Prints or writes, without a cluster, what the operator would run: haproxy.cfg of each datacenter, keepalived.conf of each node, and the manifests.");
        input.AddTo(command);
        command.Options.Add(output);
        command.Options.Add(nodeImage);
        command.SetAction(async (parsed, cancellation) =>
        {
            var read = await input.ReadAsync(parsed, Console.In, cancellation);
            await FindingText.WriteAsync(parsed.InvocationConfiguration.Error, read.Findings);
            if (read.Findings.Any(finding => finding.IsError))
                return 1;
            var settings = new OperatorSettings { NodeImage = parsed.GetRequiredValue(nodeImage) };
            foreach (var (path, text) in read.Balancers.SelectMany(balancer => BalancerFiles.Of(balancer.Snapshot, settings)))
            {
                if (parsed.GetValue(output) is { } folder)
                    await WriteAsync(Path.Combine(folder, path), text, cancellation);
                else
                    await parsed.InvocationConfiguration.Output.WriteAsync($"# ==> {path} <==\n{text}\n".AsMemory(), cancellation);
            }
            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // one that another file mode was given to is not left as it was
        File.Delete(path);
        await using var file = new StreamWriter(new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }));
        await file.WriteAsync(text.AsMemory(), cancellationToken);
    }

    private static string Version() => typeof(RenderVerb).Assembly.GetName().Version!.ToString(3);
}
