using System.Security.Cryptography;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Controller.Applying;

/// <summary>Makes single objects as wished by server-side apply, and only those that are not.</summary>
public sealed partial class ObjectApplier(IKubernetesClient client, ILogger<ObjectApplier> logger)
{
    /// <summary>Applies the object unless the live one is as wished already. The wish's hash stands in an annotation, so that a field that is no longer wished for counts as a difference.</summary>
    /// <param name="converged">What need not be compared; it is kept up to date.</param>
    /// <returns>Whether something was written.</returns>
    public async Task<bool> ApplyAsync<T>(T wished, T? live, ConvergedObjects converged, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        // of an object that has been applied before, too, the hash is the same
        if (wished.Metadata.Annotations?.Remove(Names.AppliedHash) == true && wished.Metadata.Annotations.Count == 0)
            wished.Metadata.Annotations = null;
        var hash = Convert.ToHexStringLower(SHA256.HashData(ControllerJson.ToUtf8(wished)))[..16];
        wished.Metadata.Annotations = new Dictionary<string, string>(wished.Metadata.Annotations ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            [Names.AppliedHash] = hash,
        };
        if (live is { Metadata.DeletionTimestamp: null })
        {
            if (converged.Contains(live, hash))
                return false;
            if (Convergence.IsConverged(ControllerJson.ToElement(wished), ControllerJson.ToElement(live)))
            {
                converged.Add(live, hash);
                return false;
            }
        }

        converged.Add(await client.ApplyAsync(wished, Names.FieldManager, cancellationToken), hash);
        Log.Applied(logger, wished.Kind, NamespacedName.Of(wished), live is null ? "it did not exist" : "it was not as wished");
        return true;
    }

    public async Task DeleteAsync<T>(T value, string why, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        await client.DeleteAsync<T>(value.Metadata.Name!, value.Metadata.Namespace, new DeleteOptions { PreconditionUid = value.Metadata.Uid }, cancellationToken);
        Log.Deleted(logger, value.Kind, NamespacedName.Of(value), why);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Applied {Kind} {Name}: {Why}")]
        public static partial void Applied(ILogger logger, string? kind, NamespacedName name, string why);

        [LoggerMessage(LogLevel.Information, "Deleted {Kind} {Name}: {Why}")]
        public static partial void Deleted(ILogger logger, string? kind, NamespacedName name, string why);
    }
}
