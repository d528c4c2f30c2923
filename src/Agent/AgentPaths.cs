using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent;

/// <summary>Where the agents and the daemons meet. The names are those of <see cref="Names"/>; the directories can be others, for a trial beside a running node.</summary>
public sealed record AgentPaths(string RunDirectory, string MountedDirectory)
{
    public static AgentPaths Default { get; } = new(Names.RunDirectory, Names.MountedDirectory);

    public string MasterSocket => InRun(Names.MasterSocket);

    public string AdminSocket => InRun(Names.AdminSocket);

    public string ServerStateFile => InRun(Names.ServerStateFile);

    public string TrackFile => InRun(Names.TrackFile);

    public string NotifyFifo => InRun(Names.NotifyFifo);

    public string RunningHaproxyFile => InRun(Names.RunningHaproxyFile);

    public string RunningKeepalivedFile => InRun(Names.RunningKeepalivedFile);

    /// <summary>keepalived's parent process, which reads the configuration.</summary>
    public string KeepalivedPidFile => InRun("/keepalived.pid");

    /// <summary>keepalived's VRRP process.</summary>
    public string VrrpPidFile => InRun("/vrrp.pid");

    /// <summary>Which configuration which keepalived process has read.</summary>
    public string KeepalivedLoadedFile => InRun("/keepalived.loaded");

    /// <summary>The virtual router's last state and since when.</summary>
    public string VrrpStateFile => InRun("/vrrp.state");

    private string InRun(string name) => Path.Combine(RunDirectory, Path.GetFileName(name));
}
