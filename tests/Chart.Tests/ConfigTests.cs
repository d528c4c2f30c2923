using YamlDotNet.RepresentationModel;

namespace ExchangeHA.Chart.Tests;

/// <summary>The folder <c>config</c>: what is built by kubectl, and what one document names in another.</summary>
public sealed class ConfigTests
{
    private static readonly string Config = Repository.At("config");
    private static readonly string Flux = Repository.At("config", "flux");

    public static TheoryData<string> Kustomizations => [.. Folders()];

    [Theory]
    [MemberData(nameof(Kustomizations))]
    public void Kubectl_builds_every_folder_that_is_meant_for_it(string folder) =>
        Yaml.Documents(Tools.Run("kubectl", "kustomize", Path.Combine(Config, folder)).OrThrow()).ShouldNotBeEmpty();

    [Fact]
    public void There_are_such_folders() => Folders().ShouldBe(["argocd", "default", Path.Combine("flux", "operator"), "operator", Path.Combine("overlays", "example"), "rbac"], ignoreOrder: true);

    [Fact]
    public void What_Flux_is_told_to_wait_for_and_to_read_is_shipped()
    {
        var documents = FluxDocuments();
        var there = documents.Select(Id).ToHashSet(StringComparer.Ordinal);
        var named = documents.SelectMany(References).ToList();
        // two sources and a dependency, and the release's source
        named.Count.ShouldBeGreaterThanOrEqualTo(4);
        named.Except(there, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void What_Flux_reads_in_this_repository_is_there()
    {
        var kustomization = FluxDocuments().Single(document => Id(document) == "Kustomization flux-system/exchange-ha");
        Directory.Exists(Repository.At(kustomization.At("spec", "path").Text())).ShouldBeTrue();
        var release = FluxDocuments().Single(document => document.At("kind").Text() == "HelmRelease");
        Directory.Exists(Repository.At(release.At("spec", "chart", "spec", "chart").Text())).ShouldBeTrue();
        // what the patch is meant for
        foreach (var patch in kustomization.At("spec", "patches").Items())
            Id(Yaml.Documents(patch.At("patch").Text()).Single()).ShouldBe(Id(release));
        // ready when the release is, which the balancers wait for; and the release is where its objects are
        kustomization.At("spec", "wait").Text().ShouldBe("true");
        release.At("spec", "storageNamespace").Text().ShouldBe(release.At("spec", "targetNamespace").Text());
    }

    [Fact]
    public void The_namespace_that_Flux_makes_lets_the_balancers_pods_in_and_outlives_the_operator()
    {
        var made = FluxDocuments().Single(document => document.At("kind").Text() == "Namespace");
        made.At("metadata", "labels", "pod-security.kubernetes.io/enforce").Text().ShouldBe("privileged");
        made.At("metadata", "annotations", "kustomize.toolkit.fluxcd.io/prune").Text().ShouldBe("disabled");
        FluxDocuments().Single(document => document.At("kind").Text() == "HelmRelease").At("spec", "targetNamespace").Text().ShouldBe(made.At("metadata", "name").Text());
    }

    private static IEnumerable<string> Folders() =>
        Directory.GetFiles(Config, "kustomization.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Config, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal);

    private static List<YamlMappingNode> FluxDocuments() =>
        [.. Directory.GetFiles(Flux, "*.yaml", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "kustomization.yaml").SelectMany(file => Yaml.Documents(File.ReadAllText(file)))];

    private static string Id(YamlNode document) => $"{document.At("kind").Text()} {document.At("metadata", "namespace").Text()}/{document.At("metadata", "name").Text()}";

    /// <summary>Flux looks in the document's own namespace where none is named; <c>dependsOn</c> names objects of the document's own kind.</summary>
    private static IEnumerable<string> References(YamlNode document)
    {
        var own = document.At("metadata", "namespace").Text();
        foreach (var source in new[] { document.At("spec", "sourceRef"), document.At("spec", "chart", "spec", "sourceRef") }.OfType<YamlNode>())
            yield return $"{source.At("kind").Text()} {(source.At("namespace").Text() is { Length: > 0 } other ? other : own)}/{source.At("name").Text()}";
        foreach (var dependency in document.At("spec", "dependsOn").Items())
            yield return $"{document.At("kind").Text()} {(dependency.At("namespace").Text() is { Length: > 0 } other ? other : own)}/{dependency.At("name").Text()}";
    }
}
