using System.Text;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>The Secret that carries one daemon's configuration to its nodes: each file, beside it its revision, and the files that it names.</summary>
public static class ConfigurationSecretBuilder
{
    public static V1Secret Build(Daemon daemon, V1OwnerReference owner, IEnumerable<ConfigurationFile> files)
    {
        var data = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            data[file.Name] = Encoding.UTF8.GetBytes(file.Text.Reveal);
            data[Names.RevisionKey(file.Name)] = Encoding.UTF8.GetBytes(file.Revision);
            foreach (var named in file.Files)
                data[named.Name] = Encoding.UTF8.GetBytes(named.Text.Reveal);
        }

        return new V1Secret { Metadata = Metadata.Of(daemon, owner), Type = "Opaque", Data = data };
    }
}
