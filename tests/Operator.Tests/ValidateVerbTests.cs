using System.Text.Json.Nodes;

namespace ExchangeHA.Operator.Tests;

public sealed class ValidateVerbTests : IDisposable
{
    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bridged_balancer_finds_its_certificate_beside_it_or_has_one_stood_in_for()
    {
        var bridged = InputFolder.Balancer.Replace("  datacenters:", "  services: [{name: https, port: 443, bridging: {certificates: [{name: mail-tls}]}}]\n  datacenters:", StringComparison.Ordinal);
        var alone = _folder.File("mail.yaml", InputFolder.Secret, bridged);

        (await CommandLine.RunAsync("validate", "-f", alone)).Output.ShouldContain("mail.yaml:13: spec.services[0].bridging.certificates[0].name: The Secret \"mail-tls\" does not exist");
        (await CommandLine.RunAsync("validate", "--assume-secrets", "-f", alone)).ShouldBe(new CommandLine(0, "", ""));
        (await CommandLine.RunAsync("render", "--assume-secrets", "-f", alone)).Output.ShouldContain("crt /run/exchange-ha/certificates/mail-tls.pem");
        var beside = _folder.File("tls.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: mail-tls, namespace: exchange}\ntype: kubernetes.io/tls\nstringData: {tls.crt: none, tls.key: none}\n");
        (await CommandLine.RunAsync("validate", "-f", alone, "-f", beside)).Output.ShouldContain("holds no certificate in tls.crt");
    }

    [Fact]
    public async Task A_balancer_with_its_Secret_is_right()
    {
        var said = await CommandLine.RunAsync("validate", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer));

        said.ShouldBe(new CommandLine(0, "", ""));
    }

    [Fact]
    public async Task The_Secret_may_stand_in_another_file()
    {
        var (balancer, secret) = (_folder.File("mail.yaml", InputFolder.Balancer), _folder.File("secret.yaml", InputFolder.Secret));

        (await CommandLine.RunAsync("validate", "-f", balancer, "-f", secret)).Code.ShouldBe(0);
        (await CommandLine.RunAsync("validate", "-f", balancer, secret)).Code.ShouldBe(0);
        (await CommandLine.RunAsync("validate", "-f", _folder.Path)).Code.ShouldBe(0);
        (await CommandLine.RunAsync("validate", "-f", balancer)).Output.ShouldBe(
            $"{balancer}:7: spec.vip.authentication.secretKeyRef.name: The Secret \"mail-vrrp\" does not exist in the balancer's namespace. Create it or name another.\n");
        (await CommandLine.RunAsync("validate", "-f", balancer, "--assume-secrets")).ShouldBe(new CommandLine(0, "", ""));
    }

    [Theory]
    [InlineData("kind: ExchangeBalancer", "kind: ExchangeBalanser")]
    [InlineData("apiVersion: exchange-ha.io/v1alpha1", "apiVersion: exchange-ha/v1alpha1")]
    public async Task A_mistyped_kind_is_not_passed_over(string right, string wrong)
    {
        var mistyped = InputFolder.Balancer.Replace(right, wrong, StringComparison.Ordinal);
        mistyped.ShouldNotBe(InputFolder.Balancer);

        var said = await CommandLine.RunAsync("validate", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer, mistyped));

        said.Code.ShouldBe(1);
        said.Output.ShouldContain("kind: ExchangeBalancer");
    }

    [Fact]
    public async Task A_Node_without_a_nodes_name_is_no_node()
    {
        var said = await CommandLine.RunAsync("validate", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer, "apiVersion: v1\nkind: Node\nmetadata: {name: ../../evil}\n"));

        said.Code.ShouldBe(1);
        said.Output.ShouldContain("metadata.name: The Node cannot be read");
    }

    [Fact]
    public async Task An_empty_list_is_not_the_default()
    {
        var said = await CommandLine.RunAsync("validate", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer.Replace("  datacenters:", "  services: []\n  datacenters:", StringComparison.Ordinal)));

        said.Code.ShouldBe(1);
        said.Output.ShouldContain("spec.services: It is empty. Write 1 to 16 entries, or leave the field out.");
    }

    [Fact]
    public async Task A_Secret_counts_in_its_own_namespace_only()
    {
        var elsewhere = InputFolder.Secret.Replace("namespace: exchange", "namespace: other", StringComparison.Ordinal);

        (await CommandLine.RunAsync("validate", "-f", _folder.File("mail.yaml", elsewhere, InputFolder.Balancer))).Code.ShouldBe(1);
        (await CommandLine.RunAsync("validate", "-n", "exchange", "-f", _folder.File("mail.yaml", InputFolder.Secret.Replace(", namespace: exchange", "", StringComparison.Ordinal), InputFolder.Balancer))).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_finding_names_file_line_path_problem_and_remedy()
    {
        var file = _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer.Replace("priority: 100", "priority: 101", StringComparison.Ordinal).Replace("interface: ens160", "interfaces: ens160", StringComparison.Ordinal));

        var said = await CommandLine.RunAsync("validate", "-f", file);

        said.Code.ShouldBe(1);
        said.Lines.ShouldBe(
        [
            $"{file}:16: spec.datacenters[0].interfaces: There is no such field. Is interface meant?",
            $"{file}:20: spec.datacenters[1].priority: 101 is also spec.datacenters[0].priority. Give the datacenter that is to hold the address the higher one.",
        ]);
    }

    [Fact]
    public async Task Json_says_the_same_to_programs()
    {
        var file = _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer.Replace("priority: 100", "priority: 101", StringComparison.Ordinal));

        var said = await CommandLine.RunAsync("validate", "-f", file, "-o", "json");

        said.Code.ShouldBe(1);
        var finding = JsonNode.Parse(said.Output)!.AsArray().ShouldHaveSingleItem()!;
        finding["file"]!.GetValue<string>().ShouldBe(file);
        finding["line"]!.GetValue<int>().ShouldBe(20);
        finding["severity"]!.GetValue<string>().ShouldBe("error");
        finding["path"]!.GetValue<string>().ShouldBe("spec.datacenters[1].priority");
        finding["problem"]!.GetValue<string>().ShouldBe("101 is also spec.datacenters[0].priority.");
        finding["remedy"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Json_of_nothing_wrong_is_an_empty_list() =>
        (await CommandLine.RunAsync("validate", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer), "-o", "json")).ShouldBe(new CommandLine(0, "[]\n", ""));

    [Fact]
    public async Task Standard_input_is_read()
    {
        var said = await CommandLine.StartAsync(CommandLine.Program, InputFolder.Balancer.Replace("priority: 100", "priority: 101", StringComparison.Ordinal), "validate", "-f", "-", "--assume-secrets");

        said.Code.ShouldBe(1);
        said.Lines.ShouldHaveSingleItem().ShouldStartWith("<stdin>:15: spec.datacenters[1].priority: ");
    }

    [Fact]
    public async Task What_is_no_YAML_is_told_with_its_line_and_the_other_files_are_checked()
    {
        var (broken, wrong) = (_folder.File("a.yaml", "kind: Secret\nmetadata: {name: [}\n"), _folder.File("b.yaml", InputFolder.Balancer));

        var said = await CommandLine.RunAsync("validate", "-f", broken, "-f", wrong);

        said.Code.ShouldBe(1);
        said.Lines[0].ShouldStartWith($"{broken}:2: This is no YAML: ");
        said.Lines[1].ShouldStartWith($"{wrong}:7: spec.vip.authentication");
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_one_without_a_balancer_are_errors()
    {
        (await CommandLine.RunAsync("validate", "-f", Path.Combine(_folder.Path, "nothing.yaml"))).Code.ShouldBe(1);
        var said = await CommandLine.RunAsync("validate", "-f", _folder.File("secret.yaml", InputFolder.Secret));
        said.Code.ShouldBe(1);
        said.Output.ShouldContain("There is no ExchangeBalancer in the input.");
    }

    [Fact]
    public async Task A_list_as_kubectl_prints_it_is_read()
    {
        static string Indented(string document) => "- " + document.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal) + "\n";
        var file = _folder.File("list.yaml", "apiVersion: v1\nkind: List\nitems:\n" + Indented(InputFolder.Secret) + Indented(InputFolder.Balancer.Replace("priority: 100", "priority: 101", StringComparison.Ordinal)));

        (await CommandLine.RunAsync("validate", "-f", file)).Lines.ShouldHaveSingleItem().ShouldStartWith($"{file}:22: spec.datacenters[1].priority: ");
    }

    [Fact]
    public async Task Balancers_of_one_input_are_held_against_each_other()
    {
        var second = InputFolder.Balancer.Replace("name: mail, ", "name: webmail, ", StringComparison.Ordinal);

        var said = await CommandLine.RunAsync("validate", "--assume-secrets", "-f", _folder.File("two.yaml", InputFolder.Balancer, second));

        said.Code.ShouldBe(1);
        said.Output.ShouldContain("spec.vip.addresses[0]: 192.0.2.10 is also an address of exchange/mail.");
        said.Output.ShouldContain("is also the router id of exchange/mail");
    }

    [Fact]
    public async Task A_balancer_that_stands_twice_is_told() =>
        (await CommandLine.RunAsync("validate", "--assume-secrets", "-f", _folder.File("two.yaml", InputFolder.Balancer, InputFolder.Balancer))).Output.ShouldContain("exchange/mail stands twice in the input");

    [Fact]
    public async Task Datacenters_of_the_same_nodes_are_found_without_nodes() =>
        (await CommandLine.RunAsync("validate", "--assume-secrets", "-f", _folder.File("mail.yaml", InputFolder.Balancer.Replace("zone: dc2", "zone: dc1", StringComparison.Ordinal))))
            .Output.ShouldContain("spec.datacenters[1].nodeSelector: It selects the node \"node-dc1\", and so does spec.datacenters[0].nodeSelector.");

    [Fact]
    public async Task Nodes_of_the_input_are_those_of_the_cluster_and_a_warning_is_no_error()
    {
        const string Node = "apiVersion: v1\nkind: Node\nmetadata: {name: node-a, labels: {zone: dc1}}\n";

        var said = await CommandLine.RunAsync("validate", "--assume-secrets", "-f", _folder.File("mail.yaml", Node, InputFolder.Balancer));

        said.Code.ShouldBe(0);
        said.Lines.ShouldHaveSingleItem().ShouldContain("spec.datacenters[1].nodeSelector: warning: It selects no node.");
    }
}
