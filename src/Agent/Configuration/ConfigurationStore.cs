using System.Collections.Immutable;
using System.Text;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Configuration;

/// <summary>The three files of a configuration in the run directory, those that it names, and the atomic steps between them.</summary>
/// <remarks>
/// A crash at any point leaves the running file whole and checked. While the last good file exists, the running one was not yet seen running:
/// whoever finds it so either verifies the running file or puts the last good one back.
/// </remarks>
public sealed class ConfigurationStore(string runningFile)
{
    public string RunningFile => runningFile;

    public string StagedFile => runningFile + ".staged";

    public string LastGoodFile => runningFile + ".last-good";

    /// <summary>What the daemon's check reads: the staged configuration with its own certificates, which its text names by links that still lead to the running one's.</summary>
    public string CheckFile => runningFile + ".check";

    public SealedConfiguration? Running => Read(RunningFile);

    public SealedConfiguration? LastGood => Read(LastGoodFile);

    /// <summary>Before the daemon's check, which reads the named files too. Those of the running configuration stay beside them.</summary>
    public void Stage(SealedConfiguration configuration, ImmutableArray<AuxiliaryFile> files)
    {
        foreach (var file in files)
            WriteNamed(file);
        WriteWhole(StagedFile, configuration.ToFile());
        WriteWhole(CheckFile, files.Aggregate(configuration.ToFile(), (text, file) => file.Link is { } link ? text.Replace($"/{Certificates}/{link}", $"/{Files}/{file.Name}", StringComparison.Ordinal) : text));
    }

    /// <summary>The certificates that a configuration names, as they lie on the node; null when one of them does not.</summary>
    public ImmutableArray<AuxiliaryFile>? CertificatesOf(SealedConfiguration configuration)
    {
        var names = (configuration.Header?.Files ?? []).Where(name => AuxiliaryFile.LinkOf(name) is not null).ToList();
        var files = names.Select(ReadNamed).OfType<AuxiliaryFile>().ToImmutableArray();
        return files.Length == names.Count ? files : null;
    }

    /// <summary>Remembers the running file until <see cref="Commit"/> or <see cref="Restore"/>.</summary>
    public void KeepLastGood()
    {
        if (Running is not { } running)
            return;
        WriteWhole(LastGoodFile + ".new", running.ToFile());
        File.Move(LastGoodFile + ".new", LastGoodFile, overwrite: true);
    }

    /// <summary>The staged file takes the running one's place, in one step for whoever reads it.</summary>
    public void Swap()
    {
        Link(Read(StagedFile));
        File.Move(StagedFile, RunningFile, overwrite: true);
    }

    /// <summary>The running file is verified: what only others named goes.</summary>
    public void Commit()
    {
        File.Delete(LastGoodFile);
        File.Delete(CheckFile);
        if (Running is not { } running)
            return;
        var named = running.Header?.Files ?? [];
        Keep(FilesDirectory, named);
        Keep(CertificatesDirectory, named.Select(AuxiliaryFile.LinkOf));
    }

    /// <summary>The last good file takes its place back.</summary>
    public void Restore()
    {
        Link(LastGood);
        File.Move(LastGoodFile, RunningFile, overwrite: true);
    }

    private static string Files { get; } = Path.GetFileName(Names.FilesDirectory);

    private static string Certificates { get; } = Path.GetFileName(Names.CertificatesDirectory);

    private string FilesDirectory => Path.Combine(Path.GetDirectoryName(runningFile)!, Files);

    private string CertificatesDirectory => Path.Combine(Path.GetDirectoryName(runningFile)!, Certificates);

    /// <summary>Leads the links to the certificates of a configuration, before its text takes its place: a daemon that starts in between finds other certificates than it ran with, each of them checked.</summary>
    private void Link(SealedConfiguration? configuration)
    {
        foreach (var name in configuration?.Header?.Files ?? [])
        {
            if (AuxiliaryFile.LinkOf(name) is not { } link)
                continue;
            var (path, target) = (Path.Combine(CertificatesDirectory, link), $"../{Files}/{name}");
            if (new FileInfo(path).LinkTarget == target)
                continue;
            Directory.CreateDirectory(CertificatesDirectory, OwnersDirectory);
            File.Delete(path + ".new");
            File.CreateSymbolicLink(path + ".new", target);
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    private static void Keep(string directory, IEnumerable<string?> names)
    {
        if (!Directory.Exists(directory))
            return;
        var kept = names.ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(directory).Where(file => !kept.Contains(Path.GetFileName(file))))
            File.Delete(file);
    }

    private AuxiliaryFile? ReadNamed(string name)
    {
        try
        {
            return AuxiliaryFile.Found(name, File.ReadAllText(Path.Combine(FilesDirectory, name)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A name is one content's: what is there need not be written again.</summary>
    private void WriteNamed(AuxiliaryFile file)
    {
        var path = Path.Combine(FilesDirectory, file.Name);
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(FilesDirectory, OwnersDirectory);
        WriteWhole(path + ".new", file.Text.Reveal);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static SealedConfiguration? Read(string path)
    {
        try
        {
            return SealedConfiguration.TryParse(File.ReadAllText(path));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Written through to the disk: a rename can reach it before the content does.</summary>
    private static void WriteWhole(string path, string content)
    {
        using var file = new FileStream(path, OwnerOnly(FileMode.Create));
        file.Write(Encoding.UTF8.GetBytes(content));
        file.Flush(flushToDisk: true);
    }

    private const UnixFileMode OwnersDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static FileStreamOptions OwnerOnly(FileMode mode) => new()
    {
        Mode = mode,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };
}
