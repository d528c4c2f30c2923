using System.Runtime.CompilerServices;

namespace ExchangeHA.Architecture.Tests;

/// <summary>A project that is not in the solution is not built, and its tests would not run.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
        var solution = File.ReadAllText(Path.Combine(root, "Operator.sln")).Replace('\\', '/');
        var projects = new[] { "src", "tests" }.SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.csproj", SearchOption.AllDirectories)).Select(path => Path.GetRelativePath(root, path)).ToList();

        projects.Count.ShouldBeGreaterThan(10);
        projects.ShouldAllBe(project => solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
