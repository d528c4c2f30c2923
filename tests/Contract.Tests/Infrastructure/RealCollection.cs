namespace ExchangeHA.Contract.Tests.Infrastructure;

/// <summary>One real server for all contracts.</summary>
[CollectionDefinition(Name)]
public sealed class RealCollection : ICollectionFixture<Real>
{
    public const string Name = "real API server";
}
