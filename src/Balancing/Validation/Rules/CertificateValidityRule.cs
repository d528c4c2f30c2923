using System.Globalization;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>
/// A certificate is valid now. One that has ended is refused, so that it never takes the place of one that has not; but one that was accepted and has ended since is a
/// warning: it is what clients are shown anyway, and other changes, such as a dead server taken out, must not wait for its renewal.
/// </summary>
public sealed class CertificateValidityRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        foreach (var (path, certificate) in BridgedCertificates.Readable(snapshot))
        {
            if (certificate.NotAfter <= snapshot.Now)
                yield return EndedInPlace(certificate, snapshot.Balancer) ? Ended(Findings.Warning, path, certificate) : Ended(Findings.Error, path, certificate);
            else if (certificate.NotBefore > snapshot.Now)
                yield return Findings.Error(path, $"The certificate in the Secret {Findings.Quote(certificate.Name)} is valid from {Text(certificate.NotBefore)} on only.", "Keep the present one until then.");
        }
    }

    private static Finding Ended(Func<string, string, string, Finding> finding, string path, ServerCertificate certificate) =>
        finding(path, $"The certificate in the Secret {Findings.Quote(certificate.Name)} ended at {Text(certificate.NotAfter)}.", "Store a renewed one; it is taken over by itself.");

    /// <summary>Whether the balancer was accepted with this very certificate, as its status says.</summary>
    private static bool EndedInPlace(ServerCertificate certificate, ExchangeBalancer balancer) =>
        balancer.Status is { } status
        && status.Conditions?.Any(condition => condition is { Type: "Accepted", Status: "True" }) == true
        && status.Certificates?.Any(known => known.Name == certificate.Name && DateTimeOffset.TryParse(known.NotAfter, CultureInfo.InvariantCulture, out var end) && end == certificate.NotAfter) == true;

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
