using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The certificates are small enough to go into the Secret of the nodes beside everything else (Kubernetes bounds one to 1 MiB).</summary>
public sealed class CertificateSizeRule : IRule
{
    private const int Largest = 64 * 1024;
    private const int LargestSum = 384 * 1024;

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var sum = 0;
        foreach (var (path, certificate) in BridgedCertificates.Readable(snapshot).DistinctBy(entry => entry.Certificate.Name))
        {
            var size = certificate.File.Text.Reveal.Length;
            if (size > Largest)
                yield return Findings.Error(path, $"Certificate and key in the Secret {Findings.Quote(certificate.Name)} have {size} bytes.", $"Store the server's certificate and those of the authorities in between alone, {Largest} bytes at most.");
            else if ((sum += size) > LargestSum)
                yield return Findings.Error(path, $"With this one the balancer's certificates have {sum} bytes.", $"Use fewer, of more names each: {LargestSum} bytes at most.");
        }
    }
}
