using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>What the pods of haproxy and keepalived have in common: the host's network, a shared run directory, the mounted Secret, the agent.</summary>
internal static class NodePod
{
    public const string Program = "/usr/local/bin/exchange-ha";

    // 0400
    private const int OwnerReads = 0x100;

    private const string RunVolume = "run";
    private const string ConfigurationVolume = "configuration";
    private const string TokenVolume = "token";

    public static readonly V1VolumeMount RunMount = new() { Name = RunVolume, MountPath = Names.RunDirectory };

    public static V1PodSpec Build(Daemon daemon, DatacenterPlan datacenter, OperatorSettings settings) => new()
    {
        ServiceAccountName = daemon.Name,
        // mounted into the containers that ask the API server: haproxy, which faces the network, has no use for a token
        AutomountServiceAccountToken = false,
        HostNetwork = true,
        // the node's own resolver: names of servers must resolve with the cluster's DNS, or the cluster, gone
        DnsPolicy = "Default",
        PriorityClassName = settings.PriorityClass,
        EnableServiceLinks = false,
        TerminationGracePeriodSeconds = 60,
        NodeSelector = new Dictionary<string, string>(datacenter.NodeSelector, StringComparer.Ordinal),
        Tolerations = datacenter.Tolerations.IsEmpty ? null : [.. datacenter.Tolerations.Select(toleration => new V1Toleration
        {
            Key = toleration.Key,
            Operator = toleration.Operator.ToString(),
            Value = toleration.Value,
            Effect = toleration.Effect?.ToString(),
        })],
        ImagePullSecrets = settings.ImagePullSecrets.Count == 0 ? null : [.. settings.ImagePullSecrets.Select(name => new V1LocalObjectReference { Name = name })],
        SecurityContext = new V1PodSecurityContext { SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" } },
        Volumes =
        [
            new V1Volume { Name = RunVolume, EmptyDir = new V1EmptyDirVolumeSource { Medium = "Memory", SizeLimit = "64Mi" } },
            new V1Volume { Name = ConfigurationVolume, Secret = new V1SecretVolumeSource { SecretName = daemon.Name, DefaultMode = OwnerReads } },
            new V1Volume { Name = TokenVolume, Projected = Token() },
        ],
    };

    /// <summary>A container that runs the agent's program.</summary>
    public static V1Container Agent(string name, Daemon daemon, int port, string? verb, OperatorSettings settings, params string[] capabilities) => new()
    {
        Name = name,
        Image = settings.NodeImage,
        ImagePullPolicy = settings.ImagePullPolicy,
        Command = AgentCommand(daemon, port, verb),
        Env = AgentEnvironment(),
        Resources = new V1ResourceRequirements { Requests = Quantities("20m", "64Mi"), Limits = new Dictionary<string, string>(StringComparer.Ordinal) { ["memory"] = "256Mi" } },
        VolumeMounts =
        [
            RunMount,
            new V1VolumeMount { Name = ConfigurationVolume, MountPath = Names.MountedDirectory, ReadOnly = true },
            new V1VolumeMount { Name = TokenVolume, MountPath = "/var/run/secrets/kubernetes.io/serviceaccount", ReadOnly = true },
        ],
        SecurityContext = Confined(capabilities),
    };

    public static List<string> AgentCommand(Daemon daemon, int port, string? verb) =>
    [
        Program, "agent", daemon.Component,
        .. verb is null ? Array.Empty<string>() : [verb],
        "--secret", daemon.Name,
        "--balancer-node", Names.BalancerNode(daemon.Balancer, "$(NODE_NAME)"),
        "--port", $"{port}",
    ];

    /// <summary>The daemon's preStop hook.</summary>
    // $(NODE_NAME) is replaced in a container's command, not in an exec hook's: the hook does not report and needs no name
    public static V1Lifecycle HandOver(Daemon daemon, int port) => new()
    {
        PreStop = new V1LifecycleHandler
        {
            Exec = new V1ExecAction { Command = [Program, "agent", daemon.Component, "--hand-over", "--secret", daemon.Name, "--balancer-node", daemon.Balancer, "--port", $"{port}"] },
        },
    };

    public static List<V1EnvVar> AgentEnvironment() => [Field("NODE_NAME", "spec.nodeName"), Field("POD_NAME", "metadata.name"), Field("POD_NAMESPACE", "metadata.namespace")];

    /// <summary>Root without any right but those named: haproxy cannot bind 443 as another uid under no_new_privs, keepalived configures the interface.</summary>
    public static V1SecurityContext Confined(params string[] capabilities) => new()
    {
        RunAsUser = 0,
        RunAsGroup = 0,
        AllowPrivilegeEscalation = false,
        Privileged = false,
        ReadOnlyRootFilesystem = true,
        Capabilities = new V1Capabilities { Drop = ["ALL"], Add = capabilities.Length == 0 ? null : [.. capabilities] },
    };

    public static Dictionary<string, string> Quantities(string cpu, string memory) => new(StringComparer.Ordinal) { ["cpu"] = cpu, ["memory"] = memory };

    /// <summary>A question on loopback, which the kubelet shares with pods on the host's network.</summary>
    public static V1Probe Ask(int port, string path, int period, int failures, int timeout = 2) => new()
    {
        HttpGet = new V1HttpGetAction { Host = "127.0.0.1", Port = port, Path = path, Scheme = "HTTP" },
        PeriodSeconds = period,
        TimeoutSeconds = timeout,
        FailureThreshold = failures,
        SuccessThreshold = 1,
    };

    /// <summary>An agent is ended only when it has hung for a minute: on a node that has no time for it the next one would do no better, and would be started ever more rarely.</summary>
    public static V1Probe AgentLives(int port) => Ask(port, "/livez", period: 10, failures: 6, timeout: 5);

    /// <summary>What an agent reports counts while it is ready: one slow answer is no reason not to know who holds the address.</summary>
    public static V1Probe AgentIsReady(int port) => Ask(port, "/readyz", period: 2, failures: 3, timeout: 4);

    // what Kubernetes itself would mount (Kubernetes, "Projected volumes", service account token)
    private static V1ProjectedVolumeSource Token() => new()
    {
        DefaultMode = OwnerReads,
        Sources =
        [
            new V1VolumeProjection { ServiceAccountToken = new V1ServiceAccountTokenProjection { Path = "token", ExpirationSeconds = 3607 } },
            new V1VolumeProjection { ConfigMap = new V1ConfigMapProjection { Name = "kube-root-ca.crt", Items = [new V1KeyToPath { Key = "ca.crt", Path = "ca.crt" }] } },
        ],
    };

    private static V1EnvVar Field(string name, string path) => new() { Name = name, ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { ApiVersion = "v1", FieldPath = path } } };
}
