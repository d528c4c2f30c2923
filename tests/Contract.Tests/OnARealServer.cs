using ExchangeHA.Contract.Tests.Infrastructure;

namespace ExchangeHA.Contract.Tests;

/// <summary>Every contract, held against a real API server. Where the two differ, the fake is wrong.</summary>
public static class OnARealServer
{
    [Collection(RealCollection.Name)]
    public sealed class Objects(Real server) : ObjectContract(server);

    [Collection(RealCollection.Name)]
    public sealed class Deletions(Real server) : DeletionContract(server);

    [Collection(RealCollection.Name)]
    public sealed class Applies(Real server) : ApplyContract(server);

    [Collection(RealCollection.Name)]
    public sealed class Lists(Real server) : ListContract(server);

    [Collection(RealCollection.Name)]
    public sealed class Watches(Real server) : WatchContract(server);

    [Collection(RealCollection.Name)]
    public sealed class Clients(Real server) : ClientContract(server);
}
