using System.Text;
using System.Text.Json.Nodes;

namespace ExchangeHA.Kubernetes.Configuration;

/// <summary>A cluster, user or context, and the directory of its file, where relative paths begin.</summary>
internal sealed class KubeConfigEntry(JsonObject value, string directory)
{
    public JsonObject Value => value;

    public string Directory => directory;

    public string? Text(string name) => value[name]?.ToString() is { Length: > 0 } text ? text : null;

    public bool Flag(string name) => value[name] is JsonValue flag && flag.TryGetValue<bool>(out var set) && set;

    public string? Base64(string name) => Text(name) is { } text ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;

    public string? File(string name) => Text(name) is { } text ? Path.GetFullPath(text, directory) : null;
}
