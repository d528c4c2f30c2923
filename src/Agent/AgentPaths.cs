using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent;

/// <summary>Where the agents and the daemons meet. The names are those of <see cref="Names"/>; the directories can be others, for a trial beside a running node.</summary>
public sealed record AgentPaths(string RunDirectory, string MountedDirectory)
{
    public static AgentPaths Default { get; } = new(Names.RunDirectory, Names.MountedDirectory);

    public string MasterSocket => InRun(Names.MasterSocket);

    public string AdminSocket => InRun(Names.AdminSocket);

    public string ServerStateFile => InRun(Names.ServerStateFile);

    public string FilesDirectory => InRun(Names.FilesDirectory);

    public string CertificatesDirectory => InRun(Names.CertificatesDirectory);

    public string TrackFile => InRun(Names.TrackFile);

    public string NotifyFifo => InRun(Names.NotifyFifo);

    public string RunningHaproxyFile => InRun(Names.RunningHaproxyFile);

    public string RunningKeepalivedFile => InRun(Names.RunningKeepalivedFile);

    public string KeepalivedPidFile => InRun(Names.KeepalivedPidFile);

    public string VrrpPidFile => InRun(Names.VrrpPidFile);

    public string KeepalivedLoadedFile => InRun(Names.KeepalivedLoadedFile);

    public string CleanStartFile => InRun(Names.CleanStartFile);

    /// <summary>The virtual router's last state and since when.</summary>
    public string VrrpStateFile => InRun("/vrrp.state");

    private string InRun(string name) => Path.Combine(RunDirectory, Path.GetFileName(name));
}
