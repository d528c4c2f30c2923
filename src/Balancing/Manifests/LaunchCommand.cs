using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>How keepalived's container starts keepalived: at once where there is nothing to be careful about, else through the program, which is.</summary>
/// <remarks>
/// The init container leaves <see cref="Names.CleanStartFile"/> behind when it found no virtual address on the node. It is good for one start: a keepalived that starts again in the same pod may have left
/// the address. Starting the program for that question on every first start took 3.7 s of the 12 until the address answered (measured, 16 containers starting on 2 cores).
/// </remarks>
public static class LaunchCommand
{
    // Kubernetes makes one dollar sign of two in a command, so the shell's own pid is not written as such: it is the first field of what the shell reads of itself.
    // dash's read and set split on blanks: the process's name, the second field, is "(sh)" and has none
    private const string Script = """
        if [ -f "$0/keepalived.clean" ] && read -r digest <"$0/keepalived.clean" && rm "$0/keepalived.clean"; then
          read -r stat </proc/self/stat; set -- $stat
          printf %s "$digest $1 ${22}" >"$0/keepalived.loaded"
          exec keepalived KEEPALIVED
        fi
        exec "$@"
        """;

    /// <param name="carefully">The program that starts keepalived with care.</param>
    public static List<string> Of(string runDirectory, IEnumerable<string> carefully) =>
        ["/bin/sh", "-c", Script.Replace("KEEPALIVED", string.Join(' ', KeepalivedArguments("\"$0\"")), StringComparison.Ordinal), runDirectory, .. carefully];

    /// <summary>In the foreground, VRRP alone, everything it writes in the run directory or on the console.</summary>
    public static IReadOnlyList<string> KeepalivedArguments(string runDirectory) =>
        ["--dont-fork", "--log-console", "--vrrp", "-f", In(runDirectory, Names.RunningKeepalivedFile), "-p", In(runDirectory, Names.KeepalivedPidFile), "-r", In(runDirectory, Names.VrrpPidFile)];

    private static string In(string runDirectory, string file) => runDirectory + file[Names.RunDirectory.Length..];
}
