using System.Globalization;
using ExchangeHA.EndToEnd.Tests.Harness;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>What runs has the rights of the design and no more, as the kernel and the API server see it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class SecurityTests(Cluster cluster) : IAsyncLifetime
{
    // linux/capability.h
    private const long NetBindService = 1L << 10;
    private const long NetAdmin = 1L << 12;
    private const long NetRaw = 1L << 13;

    private readonly Mail _mail = new(cluster);

    public Task InitializeAsync() => _mail.ServesAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("haproxy", "", NetBindService)]
    [InlineData("keepalived", "", NetAdmin | NetRaw)]
    [InlineData("exchange-ha", "agent haproxy", 0L)]
    [InlineData("exchange-ha", "agent keepalived", NetAdmin)]
    public async Task A_process_has_the_capabilities_of_the_design_and_no_more(string program, string arguments, long wished)
    {
        // the host-network pods of a node are found by its network namespace
        const string Script = """
            for d in /proc/[0-9]*; do
              [ "$(readlink $d/ns/net)" = "$(readlink /proc/self/ns/net)" ] && [ "$(basename "$(readlink $d/exe)")" = "$1" ] || continue
              case $(tr '\0' ' ' <$d/cmdline) in *"$2"*) ;; *) continue ;; esac
              awk '/^Cap(Prm|Eff|Bnd|Amb)|^NoNewPrivs|^Seccomp:/ { print $2 }' $d/status | tr '\n' ' '; echo
            done
            """;
        var processes = (await cluster.Run("node-a", "bash", "-c", Script, "bash", program, arguments)).OrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        processes.ShouldNotBeEmpty();
        foreach (var process in processes.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            long.Parse(process[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture).ShouldBe(wished, "permitted");
            long.Parse(process[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture).ShouldBe(wished, "effective");
            long.Parse(process[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture).ShouldBe(wished, "bounding");
            process[3].ShouldBe("0000000000000000", "ambient");
            process[4].ShouldBe("1", "no new privileges");
            process[5].ShouldBe("2", "seccomp filter");
        }
    }

    [Fact]
    public async Task No_container_is_privileged_or_writes_its_root_file_system()
    {
        // pods of a test before this one may still be ending
        await cluster.Eventually(
            async () => (await cluster.Kubectl("-n", "exchange", "get", "pods", "-o", "name")).OrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(10),
            "eight node pods and two of the operator are there");
        var containers = (await cluster.Kubectl("-n", "exchange", "get", "pods", "-o", "jsonpath={range .items[*]}{range .spec.initContainers[*]}{.name} {.securityContext}{\"\\n\"}{end}{range .spec.containers[*]}{.name} {.securityContext}{\"\\n\"}{end}{end}"))
            .OrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // eight node pods of three containers, two of the operator
        containers.Length.ShouldBe(26);
        containers.ShouldAllBe(container => container.Contains("\"readOnlyRootFilesystem\":true") && container.Contains("\"allowPrivilegeEscalation\":false")
            && container.Contains("\"drop\":[\"ALL\"]") && !container.Contains("\"privileged\":true"));
    }

    [Theory]
    [InlineData("watch", "secret/mail-dc1-haproxy", true)]
    [InlineData("get", "secret/mail-dc1-haproxy", false)]
    [InlineData("watch", "secret/mail-dc1-keepalived", false)]
    [InlineData("list", "secret/mail-dc2-haproxy", false)]
    [InlineData("get", "secret/mail-vrrp", false)]
    [InlineData("list", "secrets", false)]
    [InlineData("update", "secret/mail-dc1-haproxy", false)]
    [InlineData("patch", "balancernodes.exchange-ha.io --subresource=status", true)]
    [InlineData("patch", "exchangebalancers.exchange-ha.io --subresource=status", false)]
    [InlineData("create", "pods", false)]
    public async Task An_agent_may_read_its_own_Secret_and_report_and_nothing_else(string verb, string what, bool allowed)
    {
        var result = await cluster.Kubectl(["auth", "can-i", verb, .. what.Split(' '), "-n", "exchange", "--as=system:serviceaccount:exchange:mail-dc1-haproxy"]);

        result.Output.Trim().ShouldBe(allowed ? "yes" : "no");
    }
}
