namespace ExchangeHA.Agent.Tests.Support;

/// <summary>A directory with a short name: socket paths are limited to about 100 bytes.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("agent-").FullName;

    public AgentPaths Paths => new(Path, In("mounted"));

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
