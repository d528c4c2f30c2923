namespace ExchangeHA.Agent.Configuration;

/// <summary>The Secret as the kubelet mounted it: what to start from when the API server does not answer.</summary>
public static class MountedSecret
{
    public static IReadOnlyDictionary<string, byte[]> Read(string directory)
    {
        var data = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            // the kubelet's own ..data directory and its like are no keys
            foreach (var file in Directory.EnumerateFiles(directory).Where(file => !Path.GetFileName(file).StartsWith("..", StringComparison.Ordinal)))
                data[Path.GetFileName(file)] = File.ReadAllBytes(file);
        }
        catch (IOException)
        {
            // the Secret did not exist when the pod started, or is being replaced this moment
        }

        return data;
    }
}
