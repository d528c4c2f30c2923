using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Tests.Golden;

/// <summary>What each case of <c>golden/</c> comes to, byte for byte, and that the real programs take it. <c>UPDATE_GOLDEN=1</c> rewrites the files.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Files_are_as_committed(string name)
    {
        var golden = new GoldenCase(name);
        var files = GoldenCase.Render(golden.Snapshot());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            Update(golden.Folder, files.ToDictionary(file => file.Key, file => file.Value.Text));

        Committed(golden.Folder).ShouldBe(files.Keys);
        foreach (var (file, (text, _, _)) in files)
            text.ShouldBe(File.ReadAllText(Path.Combine(golden.Folder, file)), $"{name}/{file} (UPDATE_GOLDEN=1 rewrites it)");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_real_programs_take_the_files(string name)
    {
        var snapshot = new GoldenCase(name).Snapshot();
        var named = Planner.Plan(snapshot).Files;
        foreach (var (file, (text, @interface, node)) in GoldenCase.Render(snapshot))
        {
            foreach (var root in DaemonCheck.Roots())
            {
                var said = file.StartsWith("haproxy", StringComparison.Ordinal) ? DaemonCheck.Haproxy(root, text, node, named) : DaemonCheck.Keepalived(root, InterfacePlaceholder.Fill(text, @interface), @interface);
                said.Contains("WARNING", StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{name}/{file} in {root}: {said}");
            }
        }
    }

    private static IEnumerable<string> Committed(string folder) =>
        Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Where(file => !file.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static void Update(string folder, Dictionary<string, string> files)
    {
        foreach (var stale in Committed(folder).Where(file => !files.ContainsKey(file)))
            File.Delete(Path.Combine(folder, stale));
        foreach (var (file, text) in files)
            File.WriteAllText(Path.Combine(folder, file), text);
    }
}
