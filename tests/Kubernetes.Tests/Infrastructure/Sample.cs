using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.Tests.Infrastructure;

/// <summary>Objects and their JSON.</summary>
internal static class Sample
{
    public static V1ConfigMap ConfigMap(string name, string version = "1", string? value = null, string @namespace = "ns") => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Namespace = @namespace, ResourceVersion = version, Uid = $"uid-{name}" },
        Data = value is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = value },
    };

    public static string Json(string name, string version) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"ns","uid":"uid-{{{name}}}","resourceVersion":"{{{version}}}"}}""";

    /// <summary>A ConfigMap whose data is not what it should be.</summary>
    public static string BrokenJson(string name, string version) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"ns","uid":"uid-{{{name}}}","resourceVersion":"{{{version}}}"},"data":[1]}""";

    public static string List(string version, string? next, params string[] items) =>
        $$$"""{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"{{{version}}}","continue":"{{{next}}}"},"items":[{{{string.Join(',', items)}}}]}""";

    public static string Event(string type, string json) => $$$"""{"type":"{{{type}}}","object":{{{json}}}}""" + "\n";
}
