using System.Collections.Immutable;
using System.Reflection;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation.Rules;

namespace ExchangeHA.Balancing.Validation;

/// <summary>Finds everything that is wrong with a balancer: all findings, not the first, always in the same order.</summary>
public static class Validator
{
    private static readonly ImmutableArray<IRule> ResourceRules =
    [
        new AddressRule(),
        new AdvertisementIntervalRule(),
        new DurationRule(),
        new VrrpVersionRule(),
        new VrrpAuthenticationRule(),
        new AnnouncementsRule(),
        new ServiceNameRule(),
        new PortRule(),
        new AffinityRule(),
        new RedirectRule(),
        new ProxyProtocolRule(),
        new BridgingProtocolRule(),
        new BridgingAffinityRule(),
        new BridgingVerificationRule(),
        new RestrictionRule(),
        new ClientNetworkRule(),
        new ServiceLimitRule(),
        new PriorityRule(),
        new BackendNameRule(),
        new HostRule(),
        new EqualHostRule(),
        new ServingRule(),
        new IdleTimeoutRule(),
        new ServerVerificationRule(),
        new InterfaceRule(),
        new PeerRule(),
        new NodeSelectorRule(),
        new TolerationRule(),
        new MailRelayRule(),
        new ResourceNameRule(),
        new ObjectNameRule(),
    ];

    private static readonly ImmutableArray<IRule> ClusterRules =
    [
        new SecretRule(),
        new CertificateAuthorityRule(),
        new CertificateSecretRule(),
        new CertificateFormRule(),
        new CertificateKeyRule(),
        new CertificateValidityRule(),
        new CertificateSizeRule(),
        new VrrpPasswordRule(),
        new OwnDatacenterRule(),
        new SelectedNodeRule(),
        new NodeAddressRule(),
        new UnicastAddressRule(),
        new PeerAddressRule(),
        new NodeNameRule(),
        new ObjectNameConflictRule(),
        new SharedNetworkRule(),
        new SharedNodeRule(),
    ];

    /// <summary>The rules that ask of the resource alone, in their order.</summary>
    public static ImmutableArray<Type> ResourceRuleTypes { get; } = [.. ResourceRules.Select(rule => rule.GetType())];

    /// <summary>What the definition of the resource says of it in CEL, in the order of the rules that say the same here.</summary>
    public static ImmutableArray<CelAttribute> Cel { get; } = [.. ResourceRuleTypes.SelectMany(rule => rule.GetCustomAttributes<CelAttribute>())];

    /// <summary>The balancer among the nodes, Secrets and other balancers of its cluster.</summary>
    public static ImmutableArray<Finding> Validate(ClusterSnapshot snapshot) => Check(snapshot, ResourceRules.AddRange(ClusterRules));

    /// <summary>What can be said without a cluster.</summary>
    public static ImmutableArray<Finding> ValidateResource(ExchangeBalancer balancer) =>
        Check(new ClusterSnapshot { Balancer = balancer, Now = DateTimeOffset.UnixEpoch }, ResourceRules);

    private static ImmutableArray<Finding> Check(ClusterSnapshot snapshot, ImmutableArray<IRule> rules)
    {
        // nothing else can be asked of a resource with holes
        ImmutableArray<Finding> missing = [.. new PresenceRule().Check(snapshot)];
        if (!missing.IsEmpty)
            return missing;
        ImmutableArray<Finding> malformed = [.. new SchemaRule().Check(snapshot)];
        var paths = malformed.Select(finding => finding.Path).ToHashSet(StringComparer.Ordinal);
        return [.. malformed, .. rules.SelectMany(rule => rule.Check(snapshot)).Where(finding => !paths.Contains(finding.Path))];
    }
}
