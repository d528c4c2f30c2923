using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExchangeHA.Kubernetes.Models;

/// <summary>What all parts of the API's objects have in common.</summary>
public abstract record KubernetesModel
{
    /// <summary>
    /// Fields that this program does not know, as a newer server or another program set them: an object that is read, changed and written back must not
    /// lose them. Null when there are none, and always in informers' stores, whose objects are never written back.
    /// </summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
