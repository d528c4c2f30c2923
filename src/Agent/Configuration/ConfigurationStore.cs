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

    public SealedConfiguration? Running => Read(RunningFile);

    public SealedConfiguration? LastGood => Read(LastGoodFile);

    /// <summary>Before the daemon's check, which reads the named files too. Those of the running configuration stay beside them.</summary>
    public void Stage(SealedConfiguration configuration, ImmutableArray<AuxiliaryFile> files)
    {
        foreach (var file in files)
            WriteNamed(file);
        WriteWhole(StagedFile, configuration.ToFile());
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
    public void Swap() => File.Move(StagedFile, RunningFile, overwrite: true);

    /// <summary>The running file is verified: what only others named goes.</summary>
    public void Commit()
    {
        File.Delete(LastGoodFile);
        if (!Directory.Exists(FilesDirectory) || Running is not { } running)
            return;
        var named = running.Header?.Files ?? [];
        foreach (var file in Directory.EnumerateFiles(FilesDirectory).Where(file => !named.Contains(Path.GetFileName(file))))
            File.Delete(file);
    }

    /// <summary>The last good file takes its place back.</summary>
    public void Restore() => File.Move(LastGoodFile, RunningFile, overwrite: true);

    private string FilesDirectory => Path.Combine(Path.GetDirectoryName(runningFile)!, Path.GetFileName(Names.FilesDirectory));

    /// <summary>A name is one content's: what is there need not be written again.</summary>
    private void WriteNamed(AuxiliaryFile file)
    {
        var path = Path.Combine(FilesDirectory, file.Name);
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(FilesDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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

    private static FileStreamOptions OwnerOnly(FileMode mode) => new()
    {
        Mode = mode,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };
}
