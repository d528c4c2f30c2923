using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ExchangeHA.Bench.Traffic;

/// <summary>The load that programs of others make: openssl's s_time for new connections, curl for what one waits for, wrk for kept connections.</summary>
internal static partial class Load
{
    private const int Processes = 4;
    private const int Seconds = 3;
    private const int Serial = 300;
    private const int Kept = 16;

    /// <summary>New connections a second, from four clients at once, each with a request.</summary>
    /// <param name="resuming">Each client goes on with the session of its first connection; then those count alone that the server resumed.</param>
    public static async Task<double> ConnectionsAsync(string address, bool resuming, string version)
    {
        string[] arguments = ["s_time", "-connect", $"{address}:443", "-www", "/", resuming ? "-reuse" : "-new", "-time", $"{Seconds}", version == "TLSv1.2" ? "-tls1_2" : "-tls1_3"];
        var started = Stopwatch.GetTimestamp();
        var outputs = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => RunAsync("openssl", arguments)));
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return outputs.Sum(output => resuming ? Marks().Match(output).Value.Count(mark => mark == 'r') : Count(output)) / took;
    }

    /// <summary>Milliseconds until TLS stands, of connections that are opened one after the other.</summary>
    public static async Task<IReadOnlyList<double>> HandshakesAsync(string address)
    {
        var output = await RunAsync("curl", ["-sk", "--no-sessionid", "-H", "Connection: close", "-o", "/dev/null", "-w", "%{time_appconnect}\\n", $"https://{address}/?[1-{Serial}]"]);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture) * 1000)];
    }

    /// <summary>Answers a second on kept connections, and how long one waits for an answer, in milliseconds.</summary>
    public static async Task<(double Rate, double P50, double P99)> KeptAsync(string address, string path)
    {
        var output = await RunAsync("wrk", ["-t", "1", "-c", $"{Kept}", "-d", $"{Seconds}s", "--latency", $"https://{address}{path}"]);
        return (Number(Rate().Match(output), output), Milliseconds(output, "50%"), Milliseconds(output, "99%"));
    }

    private static int Count(string output) =>
        int.Parse(Connections().Match(output) is { Success: true } match ? match.Groups["count"].Value : throw new InvalidOperationException($"openssl said: {output}"), CultureInfo.InvariantCulture);

    private static double Milliseconds(string output, string percentile)
    {
        var match = Regex.Match(output, $@"\s{percentile}\s+(?<value>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return Number(match, output) * match.Groups["unit"].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
    }

    private static double Number(Match match, string output) =>
        match.Success ? double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"wrk said: {output}");

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output} {await errors}");
    }

    [GeneratedRegex(@"(?<count>\d+) connections in \d+ real seconds", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Connections();

    /// <summary>A mark for each connection: r for one that was resumed (openssl-s_time).</summary>
    [GeneratedRegex(@"^[r*t3]{2,}", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"Requests/sec:\s+(?<value>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();
}
