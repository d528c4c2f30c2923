using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Status;
using ExchangeHA.Kubernetes.Events;

namespace ExchangeHA.Controller.Reporting;

/// <summary>Tells moments as Kubernetes events on the balancer.</summary>
public sealed class MomentRecorder(EventRecorder recorder)
{
