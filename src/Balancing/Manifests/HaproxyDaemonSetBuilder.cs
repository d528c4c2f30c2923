using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>haproxy on each node of a datacenter.</summary>
public static class HaproxyDaemonSetBuilder
{
    public static V1DaemonSet Build(BalancerPlan plan, DatacenterPlan datacenter, V1OwnerReference owner, OperatorSettings settings)
    {
        var daemon = Daemon.Haproxy(plan, datacenter);
        var port = plan.Ports.HaproxyAgent;
        var pod = NodePod.Build(daemon, datacenter, settings);
        pod.InitContainers = [NodePod.Agent("stage", daemon, port, "--stage", settings)];
        pod.Containers = [Haproxy(plan, daemon, settings), AgentContainer(daemon, port, settings)];
        return DaemonSetBuilder.Build(daemon, owner, pod);
    }

    private static V1Container Haproxy(BalancerPlan plan, Daemon daemon, OperatorSettings settings) => new()
    {
        Name = Names.Haproxy,
        Image = settings.NodeImage,
        ImagePullPolicy = settings.ImagePullPolicy,
        Command = ["haproxy", "-W", "-db", "-S", $"{Names.MasterSocket},level,admin", "-f", Names.RunningHaproxyFile],
        Env = NodePod.AgentEnvironment(),
        Resources = new V1ResourceRequirements { Requests = NodePod.Quantities("100m", "128Mi") },
        VolumeMounts = [NodePod.RunMount],
        // a frozen haproxy is taken out by the track file at once; the restart only has to come some time
        LivenessProbe = NodePod.Ask(plan.Ports.Health, "/livez", period: 5, failures: 3),
        ReadinessProbe = NodePod.Ask(plan.Ports.Health, "/livez", period: 2, failures: 2),
        // hands the address over before connections are refused; SIGTERM, which the kubelet sends next, is a hard stop
        Lifecycle = NodePod.HandOver(daemon, plan.Ports.HaproxyAgent),
        SecurityContext = NodePod.Confined("NET_BIND_SERVICE"),
    };

    private static V1Container AgentContainer(Daemon daemon, int port, OperatorSettings settings)
    {
        var agent = NodePod.Agent("agent", daemon, port, verb: null, settings);
        agent.LivenessProbe = NodePod.AgentLives(port);
        agent.ReadinessProbe = NodePod.AgentIsReady(port);
        return agent;
    }
}
