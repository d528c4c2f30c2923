using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation.Rules;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Validation;

/// <summary>
/// Another balancer of the cluster, as the rules look at it. What they ask of it is found once, when it is made: in a fleet every
/// balancer's reconciliation asks it of every other, and whoever gathers keeps these for as long as the balancers do not change.
/// </summary>
public sealed class OtherBalancer
{
    /// <param name="balancer">It is not changed afterwards.</param>
    public OtherBalancer(ExchangeBalancer balancer)
    {
        Balancer = balancer;
        Key = NamespacedName.Of(balancer);
        Name = Key.ToString();
        IsWhole = !PresenceRule.Check(balancer).Any();
        if (!IsWhole)
            return;
        Addresses = [.. VirtualRouter.Addresses(balancer.Spec.Vip).Select(address => address.Value)];
        RouterId = VirtualRouter.RouterId(balancer.Spec.Vip);
        Listeners = [.. SharedNodeRule.Listeners(balancer.Spec).Select(listener => (listener.Port, listener.Everywhere))];
    }

    public ExchangeBalancer Balancer { get; }

    internal NamespacedName Key { get; }

    /// <summary>The key as a text.</summary>
    internal string Name { get; }

    /// <summary>One with holes cannot be read, and takes nothing from anybody.</summary>
    internal bool IsWhole { get; }

    /// <summary>The virtual addresses that can be read.</summary>
    internal ImmutableArray<IPNetworkAddress> Addresses { get; } = [];

    /// <summary>The ports that it listens on, and whether on every address.</summary>
    internal ImmutableArray<(int Port, bool Everywhere)> Listeners { get; } = [];

    /// <summary>Null when neither a number nor an address can be read.</summary>
    internal int? RouterId { get; }
}
