namespace ExchangeHA.Faults.Tests.Churn;

/// <summary>The files that a pod finds its token and its authorities in, replaced as the kubelet replaces them.</summary>
internal sealed class ServiceAccount : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("fault-tests-").FullName;

    public void SetToken(string token) => Replace("token", token);

    public void SetAuthority(string pem) => Replace("ca.crt", pem);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private void Replace(string name, string text)
    {
        var file = Path.Combine(Directory, name);
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }
}
