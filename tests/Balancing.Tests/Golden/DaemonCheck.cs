using System.Diagnostics;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Tests.Golden;

/// <summary>The real programs' own opinion of a file, in namespaces of their own: <c>keepalived -t</c> wants the interface and writes below /run.</summary>
internal static class DaemonCheck
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    /// <summary>The machine's own root (haproxy 2.6, keepalived 2.2), and that of the node's image (3.0, 2.3), which tests/run.sh unpacks and names.</summary>
    public static IEnumerable<string> Roots() => Environment.GetEnvironmentVariable("EXCHANGE_HA_NODE_ROOT") is { Length: > 0 } node ? ["/", node] : ["/"];

    public static string Haproxy(string root, string text, string node = "node-a", params IEnumerable<AuxiliaryFile> files) =>
        Run(root, "haproxy", "lo", text, $"env NODE_NAME={node} haproxy -c -f /run/exchange-ha/file", files);

    public static string Keepalived(string root, string text, string @interface) => Run(root, "keepalived", @interface, text, "keepalived -t -f /run/exchange-ha/file", []);

    /// <summary>What the program said; throws with it when the program refused.</summary>
    private static string Run(string root, string program, string @interface, string text, string command, IEnumerable<AuxiliaryFile> files)
    {
        File.Exists(Path.Combine(root, "usr/sbin", program)).ShouldBeTrue($"{program} is needed to check generated configuration: install Debian's package '{program}'");
        // the namespaces end with the shell: nothing is left behind, whatever happens
        var script = $$"""
            set -e
            mount -t tmpfs none "{{root.TrimEnd('/')}}/run"
            mkdir -m 755 "{{root.TrimEnd('/')}}/run/exchange-ha"
            umask 077
            mkdir "{{root.TrimEnd('/')}}/run/exchange-ha/files" "{{root.TrimEnd('/')}}/run/exchange-ha/certificates"
            {{string.Concat(files.Select(file => $"cat >\"{root.TrimEnd('/')}{file.Path}\" <<'END'\n{file.Text.Reveal}END\n"))}}
            cat >"{{root.TrimEnd('/')}}/run/exchange-ha/file"
            echo 1 >"{{root.TrimEnd('/')}}/run/exchange-ha/servers.state"
            echo "nameserver 127.0.0.1" >"{{root.TrimEnd('/')}}/run/resolv.conf"
            mount --bind "{{root.TrimEnd('/')}}/run/resolv.conf" "{{root.TrimEnd('/')}}/etc/resolv.conf"
            ip link set lo up
            [ "{{@interface}}" = lo ] || { ip link add "{{@interface}}" type veth peer name render-peer; ip link set "{{@interface}}" up; }
            exec chroot "{{root}}" {{command}}
            """;
        using var process = Process.Start(new ProcessStartInfo("unshare", ["--net", "--mount", "sh", "-c", script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        if (!process.WaitForExit(Hang))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Hang}.");
        }

        var output = string.Concat(said.GetAwaiter().GetResult());
        process.ExitCode.ShouldBe(0, $"{program} in {root} refused the file: {output}");
        return output;
    }
}
