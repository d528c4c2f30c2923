using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation;

/// <summary>The certificates of bridged services, as rules look at them.</summary>
internal static class BridgedCertificates
{
    /// <summary>Each reference with its place, <c>spec.services[0].bridging.certificates[1].name</c>.</summary>
    public static IEnumerable<(string Path, string Name)> References(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Services.SelectMany((service, at) =>
        (service.Bridging?.Certificates ?? []).Select((certificate, index) => ($"spec.services[{at}].bridging.certificates[{index}].name", certificate.Name)));

    /// <summary>Those that can be shown to clients.</summary>
    public static IEnumerable<(string Path, ServerCertificate Certificate)> Readable(ClusterSnapshot snapshot)
    {
        foreach (var (path, name) in References(snapshot))
        {
            if (TlsSecrets.Read(snapshot, name).Certificate is { } certificate)
                yield return (path, certificate);
        }
    }

    /// <summary>Those that have a certain flaw.</summary>
    public static IEnumerable<(string Path, string Name)> Flawed(ClusterSnapshot snapshot, CertificateFlaw flaw) =>
        References(snapshot).Where(reference => TlsSecrets.Read(snapshot, reference.Name).Flaw == flaw);
}
