using System.Text;
using System.Text.Json.Nodes;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>The body of a deletion.</summary>
internal static class DeleteOptionsJson
{
    public static byte[] Write(DeleteOptions options)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        var preconditions = new JsonObject();
        if (options.PreconditionUid is not null)
            preconditions["uid"] = options.PreconditionUid;
        if (options.PreconditionResourceVersion is not null)
            preconditions["resourceVersion"] = options.PreconditionResourceVersion;
        if (preconditions.Count > 0)
            body["preconditions"] = preconditions;
        if (options.PropagationPolicy is not null)
            body["propagationPolicy"] = options.PropagationPolicy;
        if (options.GracePeriodSeconds is not null)
            body["gracePeriodSeconds"] = options.GracePeriodSeconds;
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
