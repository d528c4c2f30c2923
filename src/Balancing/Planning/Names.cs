namespace ExchangeHA.Balancing.Planning;

/// <summary>Names, labels, keys and paths that the operator and the agents agree on.</summary>
public static class Names
{
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string ManagedByValue = "exchange-ha";
    public const string Application = "app.kubernetes.io/name";
    public const string BalancerLabel = "exchange-ha.io/balancer";
    public const string DatacenterLabel = "exchange-ha.io/datacenter";
    public const string ComponentLabel = "app.kubernetes.io/component";

    /// <summary>The hash of an applied object as it was wished for, so that a field that is no longer wished for is noticed.</summary>
    public const string AppliedHash = "exchange-ha.io/applied-hash";

    /// <summary>On a pod template: the hash of the template; a pod with another one is replaced.</summary>
    public const string TemplateHash = "exchange-ha.io/template-hash";

    /// <summary>On a node: "true" makes it hand the address over and not take it.</summary>
    public const string StandDown = "exchange-ha.io/stand-down";

    /// <summary>The field manager of all that the operator applies.</summary>
    public const string FieldManager = "exchange-ha";

    /// <summary>The field manager of the balancer's status: another one, because Kubernetes 1.20 does not tell subresources apart in managedFields.</summary>
    public const string StatusFieldManager = "exchange-ha-status";

    public const string HaproxyAgentFieldManager = "exchange-ha-haproxy";
    public const string KeepalivedAgentFieldManager = "exchange-ha-keepalived";

    /// <summary>haproxy and keepalived: the component label and the last part of every object's name.</summary>
    public const string Haproxy = "haproxy";
    public const string Keepalived = "keepalived";

    /// <summary>The key of haproxy's configuration in its Secret.</summary>
    public const string HaproxyFile = "haproxy.cfg";

    /// <summary>Where the Secret is mounted in the agent and the init container, read-only.</summary>
    public const string MountedDirectory = "/etc/exchange-ha";

    /// <summary>The emptyDir that daemon, agent and init container share; also mounted at /run where keepalived needs it writable.</summary>
    public const string RunDirectory = "/run/exchange-ha";

    /// <summary>The files that a configuration names; see <see cref="AuxiliaryFile"/>.</summary>
    public const string FilesDirectory = RunDirectory + "/files";

    /// <summary>Links to the servers' certificates among these files; see <see cref="AuxiliaryFile.Link"/>.</summary>
    public const string CertificatesDirectory = RunDirectory + "/certificates";

    public const string MasterSocket = RunDirectory + "/master.sock";
    public const string AdminSocket = RunDirectory + "/admin.sock";

    /// <summary>The servers' state, saved before each reload, loaded by the new worker.</summary>
    public const string ServerStateFile = RunDirectory + "/servers.state";

    /// <summary>1: keepalived goes to FAULT; 0: this node may hold the address. Starts as 1, is never deleted (a missing file counts as healthy).</summary>
    public const string TrackFile = RunDirectory + "/haproxy.track";

    /// <summary>keepalived writes its state changes here.</summary>
    public const string NotifyFifo = RunDirectory + "/vrrp.fifo";

    /// <summary>keepalived's parent process, which reads the configuration, and its VRRP process.</summary>
    public const string KeepalivedPidFile = RunDirectory + "/keepalived.pid";
    public const string VrrpPidFile = RunDirectory + "/vrrp.pid";

    /// <summary>Which configuration which keepalived process has read: digest, pid and the process's start in clock ticks since boot (proc(5), stat, field 22).</summary>
    public const string KeepalivedLoadedFile = RunDirectory + "/keepalived.loaded";

    /// <summary>Is there when the first start of a keepalived pod found no virtual address left over: it holds the digest of the configuration that was staged.</summary>
    public const string CleanStartFile = RunDirectory + "/keepalived.clean";

    /// <summary>The configuration that runs, or that the daemon starts from: always verified.</summary>
    public const string RunningHaproxyFile = RunDirectory + "/haproxy.cfg";
    public const string RunningKeepalivedFile = RunDirectory + "/keepalived.conf";

    /// <summary>DaemonSet, Secret, ServiceAccount, Role and RoleBinding of one daemon in one datacenter all have this name.</summary>
    public static string Daemon(string balancer, string datacenter, string daemon) => $"{balancer}-{datacenter}-{daemon}";

    public static string BalancerNode(string balancer, string node) => $"{balancer}-{node}";

    public static string KeepalivedFile(string node) => $"keepalived.{node}.conf";

    /// <summary>Beside each file in a Secret stands its revision, so that a truncated or mixed file is noticed.</summary>
    public static string RevisionKey(string file) => file + ".revision";
}
