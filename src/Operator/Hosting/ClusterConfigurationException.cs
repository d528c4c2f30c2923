namespace ExchangeHA.Operator.Hosting;

/// <summary>Which cluster is meant, or how to identify oneself there, cannot be told from what is configured: a matter for a person, to whom a place in this program says nothing.</summary>
internal sealed class ClusterConfigurationException(Exception cause) : Exception($"There is no way to the cluster. {cause.Message}", cause);
