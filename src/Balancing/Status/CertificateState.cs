namespace ExchangeHA.Balancing.Status;

/// <summary>How a certificate stands; the names are reasons of the condition CertificatesValid.</summary>
public enum CertificateState
{
    /// <summary>It is valid, and for a while.</summary>
    Valid,

    /// <summary>It is valid and should have been renewed; see <see cref="CertificateObservation.Notice"/>.</summary>
    Expiring,

    /// <summary>Its Secret or a key of it is missing, cannot be read, or is of a certificate that is not valid yet.</summary>
    Unusable,

    /// <summary>It has ended.</summary>
    Expired,
}
