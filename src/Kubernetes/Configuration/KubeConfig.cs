using System.Text.Json.Nodes;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Kubernetes.Configuration;

/// <summary>Kubeconfig files, merged as kubectl does: of two entries with one name the first counts.</summary>
internal sealed class KubeConfig
{
    private readonly List<(JsonObject Root, string Directory)> _files;

    private KubeConfig(List<(JsonObject Root, string Directory)> files) => _files = files;

    public string? CurrentContext => _files.Select(file => file.Root["current-context"]?.ToString()).FirstOrDefault(name => !string.IsNullOrEmpty(name));

    public static KubeConfig LoadDefault() =>
        LoadDefault(Environment.GetEnvironmentVariable("KUBECONFIG"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <param name="variable">The value of KUBECONFIG.</param>
    internal static KubeConfig LoadDefault(string? variable, string home)
    {
        if (string.IsNullOrEmpty(variable))
            return Load([Path.Combine(home, ".kube", "config")]);
        // KUBECONFIG may name files that do not exist (yet), as long as one does.
        var paths = variable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(File.Exists).ToList();
        return paths.Count > 0 ? Load(paths) : throw new InvalidOperationException($"None of the files in KUBECONFIG exists: {variable}");
    }

    public static KubeConfig Load(IEnumerable<string> paths)
    {
        var files = new List<(JsonObject Root, string Directory)>();
        foreach (var path in paths.Select(Path.GetFullPath))
        {
            if (!File.Exists(path))
                throw new InvalidOperationException($"There is no kubeconfig {path}.");
            try
            {
                if (YamlToJson.Read(File.ReadAllText(path)) is JsonObject root)
                    files.Add((root, Path.GetDirectoryName(path)!));
            }
            catch (FormatException exception)
            {
                throw new FormatException($"The kubeconfig {path} is broken. {exception.Message}", exception);
            }
        }
        return new KubeConfig(files);
    }

    /// <summary>The entry of that name.</summary>
    /// <param name="list">The list to look in, such as <c>clusters</c>.</param>
    /// <param name="body">Where an entry's content stands in it, such as <c>cluster</c>.</param>
    public KubeConfigEntry Find(string list, string body, string name)
    {
        foreach (var (root, directory) in _files)
        {
            foreach (var entry in (root[list] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (entry["name"]?.ToString() == name)
                    return new KubeConfigEntry(entry[body] as JsonObject ?? [], directory);
            }
        }
        throw new InvalidOperationException($"The kubeconfig has no {body} {name}.");
    }
}
