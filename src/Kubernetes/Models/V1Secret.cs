using System.Text;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Kubernetes.Models;

/// <summary>Secret.</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Secret", PluralName = "secrets")]
public sealed record V1Secret : KubernetesModel, IKubernetesObject, IPackable
{
    private IDictionary<string, byte[]>? _data;
    private byte[]? _packed;

    public string? ApiVersion { get; set; } = "v1";

    public string? Kind { get; set; } = "Secret";

    public V1ObjectMeta Metadata { get; set; } = new();

    public string? Type { get; set; }

    public bool? Immutable { get; set; }

    public IDictionary<string, byte[]>? Data
    {
        get => _packed is null ? _data : Deflated.Read(_packed, Read);
        set => (_data, _packed) = (value, null);
    }

    public void Pack()
    {
        if (_data is { } data)
            (_data, _packed) = (null, Deflated.Of(stream => Write(data, stream)));
    }

    // as bytes, not as JSON: base64 does not deflate
    private static void Write(IDictionary<string, byte[]> data, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(data.Count);
        foreach (var (key, value) in data)
        {
            writer.Write(key);
            // no server sends a null; one that does is not to stop a list
            writer.Write(value?.Length ?? 0);
            writer.Write(value ?? []);
        }
    }

    private static Dictionary<string, byte[]> Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var count = reader.ReadInt32();
        var data = new Dictionary<string, byte[]>(count, StringComparer.Ordinal);
        for (var index = 0; index < count; index++)
            data.Add(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        return data;
    }
}
