namespace ExchangeHA.Balancing.Status;

/// <summary>Something that happened, told as an event on the balancer.</summary>
/// <param name="IsWarning">Warning or Normal.</param>
/// <param name="Reason">One word in CamelCase.</param>
/// <param name="Action">What was done, in CamelCase.</param>
public sealed record Moment(bool IsWarning, string Reason, string Action, string Note);
