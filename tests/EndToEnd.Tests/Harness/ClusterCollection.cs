namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>Classes of this collection share one cluster and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<Cluster>
{
    public const string Name = "cluster";
}
