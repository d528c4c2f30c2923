using System.Globalization;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A certificate is valid now. One that has ended is refused too, so that it never takes the place of one that has not.</summary>
public sealed class CertificateValidityRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        foreach (var (path, certificate) in BridgedCertificates.Readable(snapshot))
        {
            if (certificate.NotAfter <= snapshot.Now)
                yield return Findings.Error(path, $"The certificate in the Secret {Findings.Quote(certificate.Name)} ended at {Text(certificate.NotAfter)}.", "Store a renewed one; it is taken over by itself.");
            else if (certificate.NotBefore > snapshot.Now)
                yield return Findings.Error(path, $"The certificate in the Secret {Findings.Quote(certificate.Name)} is valid from {Text(certificate.NotBefore)} on only.", "Keep the present one until then.");
        }
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
