using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Manifests;

/// <summary>What no container of ours may exceed.</summary>
internal static class Confinement
{
    /// <summary>Every container has no capability but those that are named for it, cannot gain rights and cannot write to its root.</summary>
    public static void ShouldHaveCapabilities(this V1DaemonSet set, params (string Container, string[] Capabilities)[] expected)
    {
        set.AllContainers().Select(container => container.Name).ShouldBe(expected.Select(pair => pair.Container));
        foreach (var (name, capabilities) in expected)
        {
            var context = set.Container(name).SecurityContext!;
            context.Capabilities!.Drop!.ShouldBe(["ALL"]);
            (context.Capabilities.Add ?? []).ShouldBe(capabilities, ignoreOrder: false, name);
            context.AllowPrivilegeEscalation.ShouldBe(false, name);
            context.Privileged.ShouldBe(false, name);
            context.ReadOnlyRootFilesystem.ShouldBe(true, name);
            context.RunAsUser.ShouldBe(0, name);
            // the pod's own decides
            context.SeccompProfile.ShouldBeNull(name);
        }

        set.Spec!.Template!.Spec!.SecurityContext!.SeccompProfile!.Type.ShouldBe("RuntimeDefault");
        set.Spec.Template.Spec.HostNetwork.ShouldBe(true);
    }

    /// <summary>Before it is stopped.</summary>
    public static void ShouldHandOver(this V1Container container, string component)
    {
        var command = container.Lifecycle!.PreStop!.Exec!.Command!;
        command[..4].ShouldBe(["/usr/local/bin/exchange-ha", "agent", component, "--hand-over"]);
        // an exec hook's command is not expanded
        command.ShouldNotContain(word => word.Contains("$("));
    }

    /// <summary>The kubelet asks on loopback, where nobody else can.</summary>
    public static void ShouldBeAskedOnLoopback(this V1Container container, int port, string liveness, string readiness)
    {
        foreach (var (probe, path) in new[] { (container.LivenessProbe!, liveness), (container.ReadinessProbe!, readiness) })
            probe.HttpGet.ShouldBe(new V1HttpGetAction { Host = "127.0.0.1", Port = port, Path = path, Scheme = "HTTP" });
    }
}
