using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>E-mail alerts through the relay at <see cref="Ports.MailRelay"/>.</summary>
public sealed record EmailPlan(string Host, int Port, string From, ImmutableArray<string> To, AlertLevel Level, TimeSpan ConnectTimeout);
