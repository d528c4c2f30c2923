using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Status;
using ExchangeHA.Kubernetes.Events;

namespace ExchangeHA.Controller.Reporting;

/// <summary>Tells moments as Kubernetes events on the balancer.</summary>
public sealed class MomentRecorder(EventRecorder recorder)
{
    public void Record(ExchangeBalancer balancer, Moment moment) =>
        recorder.Record(balancer, moment.IsWarning ? EventType.Warning : EventType.Normal, moment.Reason, moment.Action, moment.Note);
}
