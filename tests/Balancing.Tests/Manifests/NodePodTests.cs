using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class NodePodTests
{
    [Fact]
    public void It_lives_on_the_hosts_network_and_needs_nothing_of_the_cluster()
    {
        var pod = Build(Sample.Settings);
        pod.HostNetwork.ShouldBe(true);
        pod.DnsPolicy.ShouldBe("Default");
        pod.EnableServiceLinks.ShouldBe(false);
        pod.PriorityClassName.ShouldBe("system-node-critical");
        pod.ServiceAccountName.ShouldBe("mail-dc1-haproxy");
        pod.NodeSelector!.ShouldBe([KeyValuePair.Create("topology.kubernetes.io/zone", "dc1")]);
        pod.ImagePullSecrets.ShouldBe([new V1LocalObjectReference { Name = "pull" }]);
        pod.SecurityContext!.SeccompProfile!.Type.ShouldBe("RuntimeDefault");
    }

    [Fact]
    public void It_mounts_its_own_secret_for_root_alone()
    {
        var secret = Build(Sample.Settings).Volumes!.Single(volume => volume.Secret is not null).Secret!;
        secret.SecretName.ShouldBe("mail-dc1-haproxy");
        secret.DefaultMode.ShouldBe(Convert.ToInt32("400", 8));
    }

    [Fact]
    public void What_is_not_asked_for_is_left_out()
    {
        var pod = Build(new OperatorSettings { NodeImage = "image" });
        pod.ImagePullSecrets.ShouldBeNull();
        pod.Tolerations.ShouldBeNull();
    }

    [Fact]
    public void It_tolerates_what_its_datacenter_does()
    {
        var datacenter = Sample.Plan().Datacenters[0] with { Tolerations = [new TolerationSpec { Key = "mail", Operator = TolerationOperator.Exists, Effect = TaintEffect.NoSchedule }] };
        NodePod.Build(Sample.Haproxy, datacenter, Sample.Settings).Tolerations
            .ShouldBe([new V1Toleration { Key = "mail", Operator = "Exists", Effect = "NoSchedule" }]);
    }

    [Fact]
    public void The_agent_is_told_its_secret_its_report_and_its_port()
    {
        var agent = NodePod.Agent("stage", Sample.Haproxy, 19357, "--stage", Sample.Settings);
        (agent.Name, agent.Image, agent.ImagePullPolicy).ShouldBe(("stage", "registry.example/node:1", "IfNotPresent"));
        agent.Command.ShouldBe(["/usr/local/bin/exchange-ha", "agent", "haproxy", "--stage", "--secret", "mail-dc1-haproxy", "--balancer-node", "mail-$(NODE_NAME)", "--port", "19357"]);
        agent.Env!.Select(variable => (variable.Name, variable.ValueFrom!.FieldRef!.FieldPath))
            .ShouldBe([("NODE_NAME", "spec.nodeName"), ("POD_NAME", "metadata.name"), ("POD_NAMESPACE", "metadata.namespace")]);
        agent.VolumeMounts!.Single(mount => mount.MountPath == "/etc/exchange-ha").ReadOnly.ShouldBe(true);
    }

    private static V1PodSpec Build(OperatorSettings settings) => NodePod.Build(Sample.Haproxy, Sample.Plan().Datacenters[0], settings);
}
