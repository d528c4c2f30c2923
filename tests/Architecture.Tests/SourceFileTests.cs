using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ExchangeHA.Architecture.Tests;

/// <summary>A reader finds a type by its name and its namespace alone.</summary>
public sealed partial class SourceFileTests
{
    // a line each, and read together
    private static readonly string[] SeveralTypes = ["Balancing/Api/Schema/SchemaAttributes.cs"];

    public static TheoryData<string> Files()
    {
        var source = SourceFolder();
        return [.. Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(source, file))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj") && file != "Operator/Program.cs")
            .Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_folder_is_the_namespace(string file) =>
        Namespace().Match(Read(file)).Groups["name"].Value.ShouldBe("ExchangeHA." + Path.GetDirectoryName(file)!.Replace('/', '.'));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_public_type_has_a_file_of_its_name(string file)
    {
        var types = PublicType().Matches(Read(file)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        if (types.Count == 0 || SeveralTypes.Contains(file))
            return;

        types.ShouldHaveSingleItem().ShouldBe(Path.GetFileName(file).Split('.')[0]);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(SourceFolder(), file));

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../src"));

    [GeneratedRegex("^namespace (?<name>[A-Za-z.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();

    /// <summary>At the start of a line: types inside others do not count.</summary>
    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|ref) )*(?:record struct|record|class|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PublicType();
}
