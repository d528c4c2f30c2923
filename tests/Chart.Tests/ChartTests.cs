using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ExchangeHA.Chart.Tests;

/// <summary>What real Helm makes of the chart.</summary>
public sealed partial class ChartTests
{
    private static readonly string Goldens = Repository.At("tests", "Chart.Tests", "golden");

    public static TheoryData<string> Sets => [.. Directory.GetDirectories(Goldens).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Helm_finds_no_fault_even_when_strict() => Tools.Helm("lint", "--strict", Tools.Chart).OrThrow();

    [Fact]
    public void There_are_at_least_ten_sets_of_values() => Directory.GetDirectories(Goldens).Length.ShouldBeGreaterThanOrEqualTo(10);

    [Theory]
    [MemberData(nameof(Sets))]
    public void Values_give_the_manifests_that_are_wished_for(string set)
    {
        var (values, golden) = (Path.Combine(Goldens, set, "values.yaml"), Path.Combine(Goldens, set, "manifests.yaml"));
        // the definitions are compared on their own: they would be most of every file
        var rendered = Tools.Helm("template", "exchange-ha", Tools.Chart, "--namespace", "exchange", "--values", values, "--set", "crds.enabled=false").OrThrow();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(golden, rendered);
        rendered.ShouldBe(File.ReadAllText(golden), $"`make golden` writes it anew: {golden}");
        foreach (var image in Yaml.Documents(rendered).SelectMany(Containers))
            image.At("image").Text().ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_object_has_the_labels_and_annotations_that_are_given_to_all(string set)
    {
        var values = Path.Combine(Goldens, set, "values.yaml");
        var rendered = Tools.Helm("template", "x", Tools.Chart, "--values", values, "--set", "commonLabels.team=mail,commonAnnotations.page=nobody").OrThrow();
        foreach (var value in Yaml.Documents(rendered))
        {
            var what = $"{value.At("kind").Text()} {value.At("metadata", "name").Text()}";
            value.At("metadata", "labels", "team").Text().ShouldBe("mail", what);
            value.At("metadata", "annotations", "page").Text().ShouldBe("nobody", what);
        }
    }

    [Theory]
    [InlineData("image.pullPolicy=never", "image/pullPolicy")]
    [InlineData("image.digest=latest", "image/digest")]
    [InlineData("replicaCount=-1", "replicaCount")]
    [InlineData("crds.kepe=true", "kepe")]
    [InlineData("log.format=xml", "log/format")]
    [InlineData("scope.namespaces={Exchange}", "scope/namespaces/0")]
    [InlineData("scope.cluster=true,scope.namespaces={mail}", "scope: either")]
    [InlineData("serviceAccount.create=false", "serviceAccount.name: a name is needed")]
    [InlineData("metrics.enabled=false,metrics.podMonitor.enabled=true", "metrics.enabled: true is needed")]
    [InlineData("metrics.podMonitor.enabled=true,metrics.serviceMonitor.enabled=true", "metrics: either")]
    [InlineData("log.level=Verbose", "log/level")]
    [InlineData("log.level=ExchangeHA.Kubernetes=Debgu", "log/level")]
    [InlineData("fullnameOverride=a23456789012345678901234567890123456789012345678901", "fullnameOverride")]
    [InlineData("probes.startup=null", "'startup'")]
    [InlineData("test=null", "'test'")]
    public void Wrong_values_are_refused_by_name(string wrong, string told)
    {
        var result = Tools.Helm("template", "x", Tools.Chart, "--set", wrong);
        result.Code.ShouldNotBe(0);
        result.Error.ShouldContain(told);
    }

    /// <summary>Null takes a value out of the chart's own: what is needed is then refused by its name, and what is not is left out.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void A_value_that_is_taken_out_is_refused_by_name_or_not_needed(string path)
    {
        var result = Tools.Helm("template", "x", Tools.Chart, "--set", $"metrics.rules.enabled=true,metrics.podMonitor.enabled=true,metrics.dashboard.enabled=true,networkPolicy.enabled=true,{path}=null");
        if (result.Code == 0)
            Yaml.Documents(result.Output).Select(value => value.At("metadata", "name").Text()).ShouldNotContain("");
        else
            result.Error.ShouldContain($"missing property '{path[(path.LastIndexOf('.') + 1)..]}'");
    }

    [Theory]
    [InlineData("exchange-ha", "", "exchange-ha-test")]
    [InlineData("a234567890123456789012345678901234567890123456789b", "", null)]
    [InlineData("a234567890123456789012345678901234567890123456789b", "dc345678901234567890", null)]
    [InlineData("a2345678901234567890123456", "dc345678901234567890", "a2345678901234567890123456-test")]
    public void The_tests_balancer_has_room_for_what_is_made_of_its_name(string fullname, string datacenter, string? expected)
    {
        var balancer = Yaml.Documents(Tools.Helm("template", "x", Tools.Chart, "--show-only", "templates/tests/reconciles.yaml", "--set", $"fullnameOverride={fullname},operator.datacenter={datacenter}").OrThrow())
            .Single(value => value.At("kind").Text() == "ExchangeBalancer");
        var name = balancer.At("metadata", "name").Text();
        $"{name}-{balancer.At("spec", "datacenters").Items().Single().At("name").Text()}-keepalived".Length.ShouldBeLessThanOrEqualTo(63);
        if (expected is not null)
            name.ShouldBe(expected);
    }

    /// <summary><c>helm template . | exchange-ha validate -f -</c> gives nodes addresses of 192.0.2.0/24, and a virtual address may not be a node's.</summary>
    [Fact]
    public void The_tests_balancer_has_no_address_of_a_node_that_is_made_up() =>
        Yaml.Documents(Tools.Helm("template", "x", Tools.Chart, "--show-only", "templates/tests/reconciles.yaml").OrThrow())
            .Single(value => value.At("kind").Text() == "ExchangeBalancer").At("spec", "vip", "addresses").Items().Single().Text().ShouldNotStartWith("192.0.2.");

    [Fact]
    public void Names_that_are_alike_where_they_are_cut_off_stay_apart()
    {
        string Name(string fullname) => Yaml.Documents(Tools.Helm("template", "x", Tools.Chart, "--show-only", "templates/tests/reconciles.yaml", "--set", $"fullnameOverride={fullname}").OrThrow())
            .Single(value => value.At("kind").Text() == "ExchangeBalancer").At("metadata", "name").Text();
        Name("mail-of-the-northern-datacenters-one").ShouldNotBe(Name("mail-of-the-northern-datacenters-two"));
    }

    [Fact]
    public void A_test_that_failed_leaves_its_log_and_no_balancer()
    {
        foreach (var value in Yaml.Documents(Tools.Helm("template", "x", Tools.Chart, "--show-only", "templates/tests/reconciles.yaml").OrThrow()))
        {
            value.At("metadata", "annotations", "helm.sh/hook-delete-policy").Text().Split(',').Contains("hook-failed").ShouldBe(value.At("kind").Text() != "Pod", value.At("kind").Text());
            // Helm deletes what came before a hook that failed as if it had succeeded
            value.At("metadata", "annotations", "helm.sh/hook-delete-policy").Text().Split(',').ShouldContain("hook-succeeded");
        }
    }

    [Fact]
    public void Labels_that_the_chart_needs_cannot_be_changed_by_those_for_all()
    {
        var rendered = Tools.Helm("template", "x", Tools.Chart, "--set", @"metrics.service.enabled=true,commonLabels.app\.kubernetes\.io/name=other,commonLabels.app\.kubernetes\.io/component=other,commonLabels.helm\.sh/chart=other").OrThrow();
        foreach (var value in Yaml.Documents(rendered))
        {
            value.At("metadata", "labels", "app.kubernetes.io/name").Text().ShouldBe("exchange-ha");
            value.At("metadata", "labels", "helm.sh/chart").Text().ShouldStartWith("exchange-ha-");
            if (value.At("kind").Text() is "Deployment" or "Service")
                value.At("metadata", "labels", "app.kubernetes.io/component").Text().ShouldBe("operator");
        }
    }

    [Fact]
    public void The_definitions_are_those_of_the_project_and_stay_when_the_release_goes()
    {
        var rendered = Yaml.Documents(Tools.Helm("template", "x", Tools.Chart, "--show-only", "templates/crds.yaml").OrThrow());
        foreach (var file in Directory.GetFiles(Repository.At("crds"), "exchange-ha.io_*.yaml"))
        {
            File.ReadAllText(Repository.At("charts", "exchange-ha", "files", "crds", Path.GetFileName(file))).ShouldBe(File.ReadAllText(file), "`make crds` writes both");
            var (own, ours) = (Yaml.Document(file), rendered.Single(value => value.At("metadata", "name").Text() == Yaml.Document(file).At("metadata", "name").Text()));
            ours.At("spec").ShouldBe(own.At("spec"));
            ours.At("metadata", "annotations", "helm.sh/resource-policy").Text().ShouldBe("keep");
        }

        rendered.Count.ShouldBe(2);
        Tools.Helm("template", "x", Tools.Chart, "--show-only", "templates/crds.yaml", "--set", "crds.keep=false").OrThrow().ShouldNotContain("resource-policy");
    }

    [Fact]
    public void The_rights_are_those_of_the_plain_manifests()
    {
        var chart = Yaml.Documents(Tools.Helm("template", "exchange-ha", Tools.Chart, "--namespace", "exchange", "--show-only", "templates/rbac.yaml").OrThrow());
        var plain = Directory.GetFiles(Repository.At("config", "rbac"), "*.yaml").Where(file => Path.GetFileName(file) != "kustomization.yaml").SelectMany(file => Yaml.Documents(File.ReadAllText(file)));
        Rights(chart).ShouldBe(Rights(plain));
    }

    [Fact]
    public void The_whole_cluster_is_served_with_the_same_rights_on_all_namespaces()
    {
        string[] Of(params string[] values) => [.. Yaml.Documents(Tools.Helm(["template", "x", Tools.Chart, "--show-only", "templates/rbac.yaml", .. values]).OrThrow())
            .Where(value => value.At("kind").Text() is "Role" or "ClusterRole").SelectMany(Rights).Select(right => right[(right.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Of("--set", "scope.cluster=true").ShouldBe(Of());
    }

    [Fact]
    public void The_operators_pods_pass_the_level_restricted()
    {
        foreach (var value in Yaml.Documents(Tools.Helm("template", "x", Tools.Chart).OrThrow()).Where(value => value.At("kind").Text() is "Deployment" or "Pod"))
        {
            var pod = value.At("kind").Text() == "Pod" ? value.At("spec") : value.At("spec", "template", "spec");
            pod.At("securityContext", "runAsNonRoot").Text().ShouldBe("true");
            pod.At("securityContext", "seccompProfile", "type").Text().ShouldBe("RuntimeDefault");
            foreach (var container in pod.At("containers").Items())
            {
                container.At("securityContext", "allowPrivilegeEscalation").Text().ShouldBe("false");
                container.At("securityContext", "capabilities", "drop").Items().Single().Text().ShouldBe("ALL");
                container.At("resources", "limits", "memory").ShouldNotBeNull();
            }
        }
    }

    [Fact]
    public void The_notes_hold_the_next_commands() =>
        Tools.Helm("install", "exchange-ha", Tools.Chart, "--dry-run=client", "--namespace", "mail").OrThrow()
            .ShouldSatisfyAllConditions(
                notes => notes.ShouldContain("helm -n mail test exchange-ha"),
                notes => notes.ShouldContain("kubectl -n mail get exchangebalancers,balancernodes"));

    [Theory]
    [InlineData("scope.namespaces={mail,mail-test}", "kubectl label namespace mail-test pod-security", "kubectl -n mail-test get exchangebalancers", "serve these namespaces")]
    [InlineData("scope.cluster=true", "kubectl label namespace NAMESPACE pod-security", "kubectl get exchangebalancers,balancernodes --all-namespaces", "can read every Secret")]
    public void The_notes_name_what_is_served(string scope, params string[] told)
    {
        var notes = Tools.Helm("install", "exchange-ha", Tools.Chart, "--dry-run=client", "--namespace", "operators", "--set", scope).OrThrow();
        foreach (var line in told)
            notes.ShouldContain(line);
        notes.ShouldNotContain("label namespace operators");
    }

    [Fact]
    public void Versions_agree()
    {
        var version = VersionPrefix().Match(File.ReadAllText(Repository.At("Directory.Build.props"))).Groups["version"].Value;
        var chart = Yaml.Document(Path.Combine(Tools.Chart, "Chart.yaml"));
        (chart.At("version").Text(), chart.At("appVersion").Text()).ShouldBe((version, version));
    }

    /// <summary>Each value and each group of values.</summary>
    public static TheoryData<string> Paths => [.. PathsOf("", Yaml.Document(Path.Combine(Tools.Chart, "values.yaml")))];

    private static IEnumerable<string> PathsOf(string path, YamlNode value) =>
        value.Entries().SelectMany(entry => PathsOf($"{path}{entry.Key}.", entry.Value).Prepend(path + entry.Key));

    private static IEnumerable<YamlNode> Containers(YamlMappingNode value) =>
        value.At("spec", "template", "spec", "containers").Items().Concat(value.At("kind").Text() == "Pod" ? value.At("spec", "containers").Items() : []);

    /// <summary>Each right on its own: where, on what, what.</summary>
    private static string[] Rights(IEnumerable<YamlMappingNode> objects) =>
        [.. objects.Where(value => value.At("kind").Text() is "Role" or "ClusterRole").SelectMany(Rights).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Rights(YamlMappingNode role) =>
        from rule in role.At("rules").Items()
        from @group in rule.At("apiGroups").Items()
        from resource in rule.At("resources").Items()
        from verb in rule.At("verbs").Items()
        from name in rule.At("resourceNames").Items().Select(name => name.Text()).DefaultIfEmpty("*")
        select $"{role.At("metadata", "namespace").Text()} {@group.Text()}/{resource.Text()} {name} {verb.Text()}";

    [GeneratedRegex("<VersionPrefix>(?<version>[0-9.]+)</VersionPrefix>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPrefix();
}
