using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>keepalived on each node of a datacenter.</summary>
public static class KeepalivedDaemonSetBuilder
{
    private const string PidVolume = "pid";

    public static V1DaemonSet Build(BalancerPlan plan, DatacenterPlan datacenter, V1OwnerReference owner, OperatorSettings settings)
    {
        var daemon = Daemon.Keepalived(plan, datacenter);
        var port = plan.Ports.KeepalivedAgent;
        var pod = NodePod.Build(daemon, datacenter, settings);
        // the agent sends SIGHUP to keepalived
        pod.ShareProcessNamespace = true;
        // keepalived refuses to start where it cannot write below /run (measured with 2.3)
        pod.Volumes!.Add(new V1Volume { Name = PidVolume, EmptyDir = new V1EmptyDirVolumeSource { Medium = "Memory", SizeLimit = "16Mi" } });
        pod.InitContainers = [NodePod.Agent("stage", daemon, port, "--stage", settings)];
        pod.Containers = [Keepalived(daemon, port, settings), AgentContainer(daemon, port, settings)];
        foreach (var container in pod.InitContainers.Concat(pod.Containers))
            container.VolumeMounts!.Insert(0, new V1VolumeMount { Name = PidVolume, MountPath = "/run" });
        return DaemonSetBuilder.Build(daemon, owner, pod);
    }

    private static V1Container Keepalived(Daemon daemon, int port, OperatorSettings settings) => new()
    {
        Name = Names.Keepalived,
        Image = settings.NodeImage,
        ImagePullPolicy = settings.ImagePullPolicy,
        Command = LaunchCommand.Of(Names.RunDirectory, NodePod.AgentCommand(daemon, port, "--launch")),
        Env = NodePod.AgentEnvironment(),
        // its weight where a node is short of processor time: who is late by three advertisements loses the address, so it comes before the agents
        Resources = new V1ResourceRequirements { Requests = NodePod.Quantities("100m", "32Mi") },
        VolumeMounts = [NodePod.RunMount],
        // at SIGTERM keepalived takes the address off at once, amid the connections that are being made
        Lifecycle = NodePod.HandOver(daemon, port),
        SecurityContext = NodePod.Confined("NET_ADMIN", "NET_RAW"),
    };

    private static V1Container AgentContainer(Daemon daemon, int port, OperatorSettings settings)
    {
        // it keeps new connections away while the address is handed over
        var agent = NodePod.Agent("agent", daemon, port, verb: null, settings, "NET_ADMIN");
        agent.LivenessProbe = NodePod.AgentLives(port);
        agent.ReadinessProbe = NodePod.AgentIsReady(port);
        return agent;
    }
}
