using System.Text.Json;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Reports;

/// <summary>Brings one agent's part of the node's report to the API server, when it changed.</summary>
/// <param name="report">What there is to report now.</param>
public sealed partial class NodeReporter(
    IKubernetesClient client, string @namespace, string balancerNode, string fieldManager, Func<BalancerNodeStatus> report, ILogger<NodeReporter> logger)
{
    private static readonly TimeSpan MergeWindow = TimeSpan.FromMilliseconds(150);

    private readonly Signal _changed = new();
    private readonly Signal _urgent = new();
    private string? _sent;

    /// <summary>How often an unchanged report is applied again, in case its object was deleted and made anew, or edited. The API server writes nothing when nothing differs.</summary>
    public TimeSpan RepeatInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Something may have changed; <paramref name="urgent"/> sends it without waiting for what else does.</summary>
    public void Notify(bool urgent = false)
    {
        _changed.Set();
        if (urgent)
            _urgent.Set();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        while (true)
        {
            if (await TrySendAsync(cancellationToken))
            {
                backoff.Reset();
                if (await _changed.WaitAsync(RepeatInterval * (0.8 + (0.4 * Random.Shared.NextDouble())), cancellationToken))
                    await _urgent.WaitAsync(MergeWindow, cancellationToken);
                else
                    _sent = null;
            }
            else
            {
                await _urgent.WaitAsync(backoff.Next(), cancellationToken);
            }
        }
    }

    private async Task<bool> TrySendAsync(CancellationToken cancellationToken)
    {
        var node = new BalancerNode
        {
            Metadata = new() { Name = balancerNode, Namespace = @namespace },
            // the operator's, and not sent: an applied field is an owned field
            Spec = null!,
            Status = report(),
        };
        var content = JsonSerializer.Serialize(node, BalancingJsonContext.Default.BalancerNode);
        if (content == _sent)
            return true;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(15));
        try
        {
            await client.ApplyStatusAsync(node, fieldManager, bound.Token);
            _sent = content;
            return true;
        }
        catch (KubernetesException exception) when (exception.IsNotFound)
        {
            Log.NoBalancerNode(logger, balancerNode);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotSent(logger, balancerNode, exception.Message);
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "BalancerNode {Name} did not exist yet; the report waited.")]
        public static partial void NoBalancerNode(ILogger logger, string name);

        [LoggerMessage(2, LogLevel.Warning, "The report into BalancerNode {Name} was not accepted and is sent again: {Message}")]
        public static partial void NotSent(ILogger logger, string name, string message);
    }
}
