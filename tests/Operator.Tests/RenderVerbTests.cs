namespace ExchangeHA.Operator.Tests;

public sealed class RenderVerbTests : IDisposable
{
    private static readonly string[] Written = ["haproxy.dc1.cfg", "haproxy.dc2.cfg", "keepalived.node-dc1.conf", "keepalived.node-dc2.conf", "manifests.yaml"];

    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_printed_with_the_name_of_its_file()
    {
        var said = await CommandLine.RunAsync("render", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer));

        said.Code.ShouldBe(0);
        said.Error.ShouldBeEmpty();
        said.Lines.Where(line => line.StartsWith("# ==> ", StringComparison.Ordinal)).ShouldBe(Written.Select(name => $"# ==> exchange/mail/{name} <=="), ignoreOrder: true);
        said.Output.ShouldContain("auth_pass s3cret");
        said.Output.ShouldContain("kind: DaemonSet");
    }

    [Fact]
    public async Task Files_are_written_for_their_owner_only()
    {
        var target = Path.Combine(_folder.Path, "out");

        var said = await CommandLine.RunAsync("render", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer), "-o", target, "--node-image", "registry.example.com/node:1");

        said.ShouldBe(new CommandLine(0, "", ""));
        var files = Directory.GetFiles(Path.Combine(target, "exchange", "mail"));
        files.Select(Path.GetFileName).ShouldBe(Written, ignoreOrder: true);
        files.ShouldAllBe(file => File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var manifests = await File.ReadAllTextAsync(Path.Combine(target, "exchange", "mail", "manifests.yaml"));
        manifests.ShouldContain("image: registry.example.com/node:1");
        // of a made-up uid, what is applied would be deleted at once
        manifests.ShouldNotContain("ownerReferences");
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_told_in_one_line()
    {
        var file = _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer);

        var said = await CommandLine.StartAsync(CommandLine.Program, "", "render", "-f", file, "-o", file);

        said.Code.ShouldBe(1);
        said.Error.TrimEnd().ShouldStartWith("exchange-ha: ");
        said.Error.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes()
    {
        var file = _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer);

        (await CommandLine.RunAsync("render", "-f", file)).Output.ShouldBe((await CommandLine.RunAsync("render", "-f", file)).Output);
    }

    [Fact]
    public async Task Nothing_is_rendered_of_a_balancer_that_is_wrong()
    {
        var said = await CommandLine.RunAsync("render", "-f", _folder.File("mail.yaml", InputFolder.Balancer));

        said.Code.ShouldBe(1);
        said.Output.ShouldBeEmpty();
        said.Error.ShouldContain("The Secret \"mail-vrrp\" does not exist");
    }

    [Fact]
    public async Task One_clusters_datacenter_is_rendered_alone()
    {
        var said = await CommandLine.RunAsync("render", "--datacenter", "dc2", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer));

        said.Error.ShouldBeEmpty();
        said.Output.ShouldContain("haproxy.dc2.cfg");
        said.Output.ShouldNotContain("haproxy.dc1.cfg");
        (await CommandLine.RunAsync("validate", "--datacenter", "dc3", "-f", _folder.File("mail.yaml", InputFolder.Secret, InputFolder.Balancer))).Output.ShouldContain("spec.datacenters: None is called \"dc3\"");
    }

    [Fact]
    public async Task Secrets_of_the_cluster_are_stood_in_for() =>
        (await CommandLine.RunAsync("render", "--assume-secrets", "-f", _folder.File("mail.yaml", InputFolder.Balancer))).Output.ShouldContain("auth_pass stand-in");

    [Fact]
    public async Task Nodes_of_the_input_are_rendered_for()
    {
        const string Nodes = """
            apiVersion: v1
            kind: Node
            metadata: {name: node-a, labels: {zone: dc1}}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: node-b, labels: {zone: dc2}}

            """;

        var said = await CommandLine.RunAsync("render", "--assume-secrets", "-f", _folder.File("mail.yaml", Nodes, InputFolder.Balancer));

        said.Output.ShouldContain("keepalived.node-a.conf");
        said.Output.ShouldContain("keepalived.node-b.conf");
        said.Output.ShouldNotContain("node-dc1");
    }
}
