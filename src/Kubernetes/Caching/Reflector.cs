using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Caching;

/// <summary>Keeps a target equal to what the API server has: lists once, then watches from there, and lists again only when the server has forgotten where.</summary>
public sealed partial class Reflector<T>
    where T : class, IKubernetesObject
{
    /// <summary>A version at which the watch is refused this often is given up, whatever the server says is wrong with it.</summary>
    private const int MaxRefusals = 3;

    /// <summary>A watch that ends sooner than this with nothing to tell is no sign of health.</summary>
    private static readonly TimeSpan ShortWatch = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(10);
    private static readonly string Kind = EntityDefinition<T>.Attribute.Kind;

    private readonly IKubernetesClient _client;
    private readonly IReflectorTarget<T> _target;
    private readonly InformerOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;
    private readonly Backoff _backoff;

    /// <summary>A server that has forgotten a version is there: what went before, while it was not, is no reason to wait.</summary>
    private readonly Backoff _goneBackoff;
    private string? _version;
    private int _refusals;

    public Reflector(IKubernetesClient client, IReflectorTarget<T> target, InformerOptions options, ILogger logger, TimeProvider timeProvider)
    {
        (_client, _target, _options, _logger, _timeProvider) = (client, target, options, logger, timeProvider);
        _backoff = new Backoff(options.MinBackoff, options.MaxBackoff);
        _goneBackoff = new Backoff(options.MinBackoff, options.MaxBackoff);
    }

    /// <summary>Runs until cancelled, then returns. No failure ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan delay;
            try
            {
                if (_version is null)
                    await ListAsync(cancellationToken);
                if (await WatchAsync(_version!, cancellationToken))
                    continue;
                delay = _backoff.Next();
                Log.WatchShort(_logger, Kind, delay);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesException exception) when (exception.IsGone)
            {
                _version = null;
                delay = _goneBackoff.Next();
                Log.VersionGone(_logger, Kind, delay);
            }
            catch (Exception exception)
            {
                delay = _backoff.Next();
                if (IsUnreachable(exception) && delay > _options.MaxUnreachableBackoff)
                    delay = _options.MaxUnreachableBackoff * (0.75 + Random.Shared.NextDouble() / 4);
                if (exception is KubernetesException or JsonException && ++_refusals >= MaxRefusals)
                    _version = null;
                // a server that is away says nothing by its stack trace, and nine informers say it every two seconds
                Log.Failed(_logger, Kind, delay, Causes.Of(exception), IsUnreachable(exception) ? null : exception);
            }
            await Task.Delay(delay, _timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var items = new List<T>();
        var undecodable = new List<NamespacedName>();
        var options = new ListOptions { LabelSelector = _options.LabelSelector, FieldSelector = _options.FieldSelector, Limit = _options.PageSize, KnownFieldsOnly = true };
        string? version;
        while (true)
        {
            KubernetesList<T> page;
            try
            {
                page = await _client.ListAsync<T>(_options.Namespace, options, cancellationToken);
            }
            catch (KubernetesException exception) when (exception.IsGone && options.Limit is not null)
            {
                // The list changed faster than it was paged through: take it in one piece.
                items.Clear();
                undecodable.Clear();
                options = options with { Limit = null, Continue = null };
                continue;
            }
            items.AddRange(page.Items.Select(_target.Keep));
            undecodable.AddRange(page.Undecodable);
            version = page.Metadata.ResourceVersion;
            if (string.IsNullOrEmpty(page.Metadata.Continue))
                break;
            options = options with { Continue = page.Metadata.Continue };
        }
        _target.Replace(items, undecodable);
        _target.Alive();
        _version = version ?? throw new InvalidDataException($"The list of {Kind} has no resource version.");
        _refusals = 0;
        Log.Listed(_logger, Kind, items.Count, version);
    }

    /// <summary>Watches until the stream ends or falls silent. False when it was too short to be a sign of health.</summary>
    private async Task<bool> WatchAsync(string version, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(_options.IdleTimeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        var options = new WatchOptions
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            ResourceVersion = version,
            KnownFieldsOnly = true,
            Timeout = _options.WatchTimeout * (1 + Random.Shared.NextDouble()),
        };
        var started = _timeProvider.GetTimestamp();
        var advanced = false;
        try
        {
            await foreach (var watchEvent in _client.WatchAsync<T>(_options.Namespace, options, either.Token))
            {
                // The client's own bookmark comes first, as soon as the server has taken the watch.
                _target.Watching(open: true);
                idle.CancelAfter(_options.IdleTimeout);
                advanced |= Accept(watchEvent);
                if (advanced || _timeProvider.GetElapsedTime(started) >= HealthyAfter)
                    Healthy();
            }
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Log.WatchIdle(_logger, Kind, _options.IdleTimeout);
            return true;
        }
        finally
        {
            _target.Watching(open: false);
        }
        var lived = _timeProvider.GetElapsedTime(started);
        if (lived >= HealthyAfter)
            Healthy();
        return advanced || lived >= ShortWatch;
    }

    /// <summary>True when the watch got further by it.</summary>
    private bool Accept(WatchEvent<T> watchEvent)
    {
        _target.Alive();
        // Delivered again, perhaps in another order, as by a server that is behind the one before: what came after it is known already.
        if (IsBehind(watchEvent.Object.Metadata.ResourceVersion, _version))
            return false;
        switch (watchEvent.Type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                _target.Set(_target.Keep(watchEvent.Object));
                break;
            case WatchEventType.Deleted:
                _target.Remove(watchEvent.Object);
                break;
        }
        if (watchEvent.Object.Metadata.ResourceVersion is not { Length: > 0 } version || version == _version)
            return false;
        _version = version;
        return true;
    }

    /// <summary>Resource versions of one kind are ordered numbers (Kubernetes, "API concepts", resource versions). Of what is none nothing is assumed.</summary>
    private static bool IsBehind(string? version, string? than) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var left)
        && ulong.TryParse(than, NumberStyles.None, CultureInfo.InvariantCulture, out var right)
        && left < right;

    private void Healthy()
    {
        _backoff.Reset();
        _goneBackoff.Reset();
        _refusals = 0;
    }

    private static bool IsUnreachable(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };
}
