using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;

namespace ExchangeHA.Operator.Tests;

/// <summary>Every sample is right as it stands, and the real programs take what it comes to.</summary>
public sealed class SampleTests
{
    private static readonly string Folder = Path.Combine(CommandLine.Repository, "config/samples");

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_passes_validate_and_renders(string name)
    {
        var sample = Path.Combine(Folder, name);
        (await CommandLine.RunAsync("validate", "-f", sample)).ShouldBe(new CommandLine(0, "", ""));

        using var target = new InputFolder();
        (await CommandLine.RunAsync("render", "-f", sample, "-o", target.Path)).ShouldBe(new CommandLine(0, "", ""));

        var files = Directory.GetFiles(target.Path, "*", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(2);
        foreach (var file in files.Where(file => file.EndsWith(".cfg", StringComparison.Ordinal)))
            DaemonCheck.Haproxy("/", await File.ReadAllTextAsync(file), files: FilesBeside(file));
        foreach (var text in files.Where(file => file.EndsWith(".conf", StringComparison.Ordinal)).Select(OnANode))
            DaemonCheck.Keepalived("/", text, InterfaceOf(text));
    }

    /// <summary>What the configuration names, where it names it.</summary>
    private static IEnumerable<AuxiliaryFile> FilesBeside(string file) => Path.Combine(Path.GetDirectoryName(file)!, "files") is var folder && Directory.Exists(folder)
        ? Directory.GetFiles(folder).Select(beside => AuxiliaryFile.Found(Path.GetFileName(beside), File.ReadAllText(beside))!)
        : [];

    /// <summary>Where the node finds its interface itself, it has done so.</summary>
    private static string OnANode(string file) => InterfacePlaceholder.Fill(File.ReadAllText(file), "eth0");

    private static string InterfaceOf(string keepalived) =>
        keepalived.Split('\n').Select(line => line.Trim().Split(' ')).First(words => words is ["interface", _])[1];
}
