using System.Text;

namespace ExchangeHA.Agent.Configuration;

/// <summary>The three files of a configuration in the run directory, and the atomic steps between them.</summary>
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

    public void Stage(SealedConfiguration configuration) => WriteWhole(StagedFile, configuration.ToFile());

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

    /// <summary>The running file is verified.</summary>
    public void Commit() => File.Delete(LastGoodFile);

    /// <summary>The last good file takes its place back.</summary>
    public void Restore() => File.Move(LastGoodFile, RunningFile, overwrite: true);

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
