using System.Runtime.CompilerServices;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Tests.Golden;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Reference;

/// <summary><c>docs/reference.md</c> is what the types say, with examples from the sample that has every field. <c>UPDATE_GOLDEN=1</c> rewrites it.</summary>
public sealed class ReferenceTests
{
    private const string Head = """
        # Reference

        <!-- Generated from src/Balancing/Api by `make reference`; changes here are overwritten. -->

        Every field of both kinds, as the definitions in `crds/` have them. What the fields do together, and what else validation asks: [fields.md](fields.md).
        A *duration* is whole numbers with `d`, `h`, `m`, `s` and `ms`, days first, as `500ms` or `1d12h`. Fields without default may be left out. Examples of a spec are from
        [every-field.yaml](../config/samples/every-field.yaml).

        """;

    [Fact]
    public void The_committed_page_is_the_generated_one()
    {
        var path = Path.Combine(Repository(), "docs", "reference.md");
        var (page, withoutExample) = Page();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, page);

        withoutExample.ShouldBeEmpty("config/samples/every-field.yaml or Reference/status.yaml lacks a field");
        File.ReadAllText(path).ShouldBe(page, "make reference");
    }

    private static (string Text, IReadOnlyList<string> WithoutExample) Page()
    {
        using var xml = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "ExchangeHA.Balancing.xml"));
        var documentation = ApiDocumentation.Load(xml);
        var examples = Yaml.Documents(File.ReadAllText(Path.Combine(Here(), "status.yaml"))).Select(document => document.AsObject()).ToList();
        examples[0]["spec"] = Yaml.Documents(File.ReadAllText(Path.Combine(Repository(), "config", "samples", "every-field.yaml"))).First()["spec"]!.DeepClone();
        var page = new ReferencePage();
        page.Add(Head);
        page.AddKind(CrdGenerator.Generate(BalancingJsonContext.Default.ExchangeBalancer, documentation, Validator.Cel), examples[0]);
        page.AddKind(CrdGenerator.Generate(BalancingJsonContext.Default.BalancerNode, documentation, Validator.Cel), examples[1]);
        return (page.ToString(), page.WithoutExample);
    }

    private static string Repository() => Path.GetFullPath(Path.Combine(Here(), "../../.."));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
