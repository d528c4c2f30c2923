namespace ExchangeHA.Operator.Tests;

/// <summary>Who calls a verb that asks a cluster, and has none, is told so in a line.</summary>
public sealed class ClusterConfigurationTests
{
    [Theory]
    [InlineData("wait", "mail")]
    [InlineData("operator", "--node-image", "exchange-ha/node:0.1.0")]
    public async Task A_kubeconfig_that_is_not_there_is_told_in_a_line(params string[] arguments)
    {
        var said = await CommandLine.StartAsync("env", "", ["-u", "KUBERNETES_SERVICE_HOST", "KUBECONFIG=/nowhere/config", CommandLine.Program, .. arguments]);

        said.Code.ShouldBe(1);
        said.Error.ShouldBe("exchange-ha: There is no way to the cluster. None of the files in KUBECONFIG exists: /nowhere/config\n");
    }

    [Fact]
    public async Task A_kubeconfig_that_is_broken_is_told_without_a_place_in_the_program()
    {
        using var folder = new InputFolder();
        var file = folder.File("config", "current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\nclusters: [{name: c, cluster: {server: no address}}]\n");
        var said = await CommandLine.StartAsync("env", "", "-u", "KUBERNETES_SERVICE_HOST", $"KUBECONFIG={file}", CommandLine.Program, "wait", "mail");

        said.Code.ShouldBe(1);
        said.Error.ShouldStartWith("exchange-ha: There is no way to the cluster. ");
        said.Error.ShouldNotContain("   at ");
    }
}
