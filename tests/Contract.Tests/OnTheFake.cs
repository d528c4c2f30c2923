using ExchangeHA.Contract.Tests.Infrastructure;

namespace ExchangeHA.Contract.Tests;

/// <summary>Every contract, held against the fake.</summary>
public static class OnTheFake
{
    public sealed class Objects(Fake server) : ObjectContract(server), IClassFixture<Fake>;

    public sealed class Deletions(Fake server) : DeletionContract(server), IClassFixture<Fake>;

    public sealed class Applies(Fake server) : ApplyContract(server), IClassFixture<Fake>;

    public sealed class Lists(Fake server) : ListContract(server), IClassFixture<Fake>;

    public sealed class Watches(Fake server) : WatchContract(server), IClassFixture<Fake>;

    public sealed class Clients(Fake server) : ClientContract(server), IClassFixture<Fake>;
}
