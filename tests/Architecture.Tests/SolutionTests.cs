namespace ExchangeHA.Architecture.Tests;

/// <summary>A project that is not in the solution is not built, and its tests would not run.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Operator.sln")))
            root = root.Parent.ShouldNotBeNull("the tests run from a checkout");
        var solution = File.ReadAllText(Path.Combine(root.FullName, "Operator.sln")).Replace('\\', '/');
        var projects = new[] { "src", "tests" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(root.FullName, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(root.FullName, path))
            .ToList();

        projects.Count.ShouldBeGreaterThan(10);
        projects.ShouldAllBe(project => solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }
}
