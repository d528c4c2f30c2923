namespace ExchangeHA.Balancing.Planning;

/// <summary>Why a certificate cannot be shown to clients.</summary>
public enum CertificateFlaw
{
    /// <summary>It can.</summary>
    None,

    /// <summary>There is no certificate in PEM, or one is broken.</summary>
    CertificateUnreadable,

    /// <summary>There is no private key in PEM, it is encrypted, or it is neither RSA nor ECDSA.</summary>
    KeyUnreadable,

    /// <summary>The key does not belong to the first certificate.</summary>
    KeyOfAnother,

    /// <summary>haproxy, that is OpenSSL, takes no key as short.</summary>
    KeyTooShort,
}
