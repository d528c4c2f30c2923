namespace ExchangeHA.Kubernetes.LeaderElection;

/// <summary>The lease was not renewed in time, or someone else has it: this process must stop writing, and end.</summary>
public sealed class LeadershipLostException(string message) : Exception(message);
