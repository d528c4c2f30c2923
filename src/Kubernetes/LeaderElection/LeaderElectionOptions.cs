namespace ExchangeHA.Kubernetes.LeaderElection;

/// <summary>The times of a leader election, those of client-go by default.</summary>
public sealed record LeaderElectionOptions
{
    /// <summary>For so long after the last renewal that it saw, nobody else takes the lease.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After so long without a renewal the leader gives up. What remains to <see cref="LeaseDuration"/> is its time to stop.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two attempts to take or renew the lease.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        if (RetryPeriod <= TimeSpan.Zero || RenewDeadline <= RetryPeriod || LeaseDuration <= RenewDeadline)
            throw new InvalidOperationException($"A lease needs retry period ({RetryPeriod}) < renew deadline ({RenewDeadline}) < lease duration ({LeaseDuration}).");
    }
}
