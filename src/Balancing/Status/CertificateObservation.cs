using System.Collections.Immutable;
using System.Globalization;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Status;

/// <summary>A certificate that clients are shown, as it stands in its Secret.</summary>
/// <param name="Name">The Secret's.</param>
/// <param name="State">At the moment of the observation.</param>
/// <param name="NotBefore">Null where it cannot be read.</param>
/// <param name="NotAfter">Null where it cannot be read.</param>
public sealed record CertificateObservation(string Name, CertificateState State, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter)
{
    /// <summary>At the longest how long before its end a certificate counts as expiring.</summary>
    public static readonly TimeSpan LongestNotice = TimeSpan.FromDays(14);

    /// <summary>When it begins to count as expiring: 14 days before its end, or a sixth of its life where that is less. Who renews by itself has done so by then, at a third (cert-manager, ACME clients).</summary>
    public DateTimeOffset? Notice => NotAfter - (NotAfter - NotBefore) / 6 is { } sixth && NotAfter - LongestNotice is { } days ? (sixth > days ? sixth : days) : null;

    /// <summary>As the status has it: in UTC, as <c>2026-12-31T23:59:59Z</c>.</summary>
    public string? End => NotAfter?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>All that the balancer refers to, by name.</summary>
    public static ImmutableArray<CertificateObservation> Of(ClusterSnapshot snapshot) => [.. TlsSecrets.NamesOf(snapshot.Balancer.Spec).Select(name => See(name, snapshot))];

    /// <summary>When the state of one of them changes next; null when none does without a renewal.</summary>
    public static DateTimeOffset? NextChange(IEnumerable<CertificateObservation> certificates, DateTimeOffset now) => certificates
        .SelectMany(certificate => new[] { certificate.NotBefore, certificate.Notice, certificate.NotAfter })
        .Where(time => time > now)
        .Min();

    private static CertificateObservation See(string name, ClusterSnapshot snapshot)
    {
        if (TlsSecrets.Read(snapshot, name).Certificate is not { } certificate)
            return new(name, CertificateState.Unusable, null, null);
        var observation = new CertificateObservation(name, CertificateState.Valid, certificate.NotBefore, certificate.NotAfter);
        return observation with
        {
            State = certificate.NotAfter <= snapshot.Now ? CertificateState.Expired
                : certificate.NotBefore > snapshot.Now ? CertificateState.Unusable
                : observation.Notice <= snapshot.Now ? CertificateState.Expiring : CertificateState.Valid,
        };
    }
}
