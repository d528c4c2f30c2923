using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>The checks that haproxy makes of each server.</summary>
public sealed record HealthCheckSpec
{
    /// <summary>The host name in the check's Host header and SNI. Default: each server's own host.</summary>
    [Length(1, 253), Pattern("^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$")]
    public string? Host { get; set; }

    /// <summary>The name that the check indicates by TLS (SNI), and that the server's certificate must have. Default: <c>host</c>, else each server's own host.</summary>
    [Length(1, 253), Pattern("^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$")]
    public string? Sni { get; set; }

    /// <summary>Whether a server whose certificate cannot be verified counts as healthy.</summary>
    public CertificateVerification Verify { get; set; } = CertificateVerification.Required;

    /// <summary>The authorities that sign the servers' certificates, as PEM. Default: the public ones that the node's image knows.</summary>
    public SecretReference? Ca { get; set; }

    /// <summary>The Exchange protocols whose health page must answer with the expected status: a server is down when any one is not (Microsoft, "Load balancing in Exchange Server", health checks).</summary>
    [ListSet, Items(1, 9), SchemaDefault("""["ews"]""")]
    public List<ExchangeProtocol> Protocols { get; set; } = [];

    /// <summary>The status that a healthy server's page has.</summary>
    [ValueRange(200, 599)]
    public int ExpectedStatus { get; set; } = 200;

    /// <summary>Time between two checks of a server.</summary>
    [DurationRange("50ms", "10m")]
    public Duration Interval { get; set; } = "1s";

    /// <summary>Time between two checks while a server is changing its state.</summary>
    [DurationRange("50ms", "10m")]
    public Duration FastInterval { get; set; } = "250ms";

    /// <summary>Time that a check may take.</summary>
    [DurationRange("50ms", "5m")]
    public Duration Timeout { get; set; } = "1s";

    /// <summary>Good checks in a row that make a server healthy again.</summary>
    [ValueRange(1, 100)]
    public int Rise { get; set; } = 2;

    /// <summary>Bad checks in a row that take a server out.</summary>
    [ValueRange(1, 100)]
    public int Fall { get; set; } = 2;
}
