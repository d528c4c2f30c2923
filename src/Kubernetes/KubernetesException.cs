using System.Net;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes;

/// <summary>The API server refused a request.</summary>
public sealed class KubernetesException : Exception
{
    public KubernetesException(V1Status status, Exception? innerException = null)
        : base(status.Message ?? status.Reason ?? "The API server gave no reason.", innerException) => Status = status;

    public V1Status Status { get; }

    public HttpStatusCode StatusCode => (HttpStatusCode)(Status.Code ?? 0);

    public bool IsNotFound => StatusCode == HttpStatusCode.NotFound;

    public bool IsConflict => StatusCode == HttpStatusCode.Conflict;

    /// <summary>The resource version is too old to list or watch from.</summary>
    public bool IsGone => StatusCode == HttpStatusCode.Gone || string.Equals(Status.Reason, "Expired", StringComparison.Ordinal);
}
