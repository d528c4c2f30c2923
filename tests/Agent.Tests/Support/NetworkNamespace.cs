using System.Diagnostics;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>A network namespace, with one interface whose other end lies in another or in none.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    private static int _count;

    public NetworkNamespace(string address, NetworkNamespace? peer = null)
    {
        Name = $"agent-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
        Run("ip", "netns", "add", Name);
        Run("ip", "-n", Name, "link", "set", "lo", "up");
        if (peer is null)
            Run("ip", "-n", Name, "link", "add", "eth0", "type", "veth", "peer", "name", "eth1");
        else
            Run("ip", "-n", peer.Name, "link", "set", "eth1", "netns", Name, "name", "eth0");
        Run("ip", "-n", Name, "address", "add", address, "dev", "eth0");
        Run("ip", "-n", Name, "link", "set", "eth0", "up");
        if (peer is null)
            Run("ip", "-n", Name, "link", "set", "eth1", "up");
    }

    public string Name { get; }

    public void AddAddress(string address) => Run("ip", "-n", Name, "address", "add", address, "dev", "eth0");

    public bool Holds(string address) => Output("ip", "-n", Name, "-oneline", "address", "show", "dev", "eth0").Contains($" {address} ");

    /// <summary>Runs a program in the namespace to its end: its exit code and its output.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", ["netns", "exec", Name, .. command]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim());
    }

    /// <summary>Starts a program in the namespace, its output in a file.</summary>
    public Process Start(string log, params string[] command) =>
        Process.Start(new ProcessStartInfo("ip", ["netns", "exec", Name, "/bin/sh", "-c", $"exec \"$@\" >>{log} 2>&1 </dev/null", "sh", .. command]))!;

    public void Dispose()
    {
        foreach (var pid in Output("ip", "netns", "pids", Name).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Output("kill", "-9", pid);
        Run("ip", "netns", "delete", Name);
    }

    private static void Run(params string[] command) => Output(command);

    private static string Output(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 || command[0] == "kill" ? output : throw new InvalidOperationException($"{string.Join(' ', command)}: {error}");
    }
}
