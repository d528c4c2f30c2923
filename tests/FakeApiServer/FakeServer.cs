using System.Net;
using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Faults;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Objects;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.FakeApiServer;

/// <summary>
/// An API server of Kubernetes 1.20 on loopback, as far as this project uses one: the same answers, a real store behind them, and
/// faults to switch on. What it does not model it refuses with 501. Contract.Tests hold it to the real one.
/// </summary>
public sealed class FakeServer : IAsyncDisposable
{
    /// <summary>Who writes past the network.</summary>
    public const string Writer = "test";

    private readonly ServerClock _clock;
    private readonly RequestPipeline _pipeline;
    private readonly Connections _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WebApplication _app;
    private readonly Task _collecting;
    private volatile string? _token;
    private volatile ServerIdentity? _identity;

    private FakeServer(FakeServerOptions options)
    {
        _clock = new ServerClock(options.Time);
        Store = new ObjectStore(_clock);
        _pipeline = new RequestPipeline(this, options, _clock);
        _identity = options.Tls ? ServerIdentity.Create() : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Listen));
        _app = builder.Build();
        _app.Run(_pipeline.AnswerAsync);
        foreach (var name in (string[])["default", "kube-system"])
            CreateNamespace(name);
        _collecting = Task.Run(() => new GarbageCollector(Store, _clock).RunAsync(_stop.Token));
    }

    public Uri Address => new(_app.Urls.Single());

    public ObjectStore Store { get; }

    public FaultSwitches Faults { get; } = new();

    /// <summary>The authority whose certificates clients are to trust, in PEM.</summary>
    public string CertificateAuthority => (_identity ?? throw new InvalidOperationException("The server speaks no TLS.")).AuthorityPem;

    /// <summary>Requests that are being answered now, watches among them, without those that a fault keeps waiting.</summary>
    public int RunningRequests => _pipeline.Running;

    /// <summary>How many requests have come so far from a user agent.</summary>
    public int RequestsFrom(string userAgent) => _pipeline.ArrivedFrom(userAgent);

    /// <summary>Connections that are open now.</summary>
    public int OpenConnections => _connections.Count;

    public static async Task<FakeServer> StartAsync(FakeServerOptions? options = null)
    {
        var server = new FakeServer(options ?? new FakeServerOptions());
        await server._app.StartAsync();
        return server;
    }

    public void CreateNamespace(string name) => Set(new ObjectKey(ResourceKinds.Find("", "v1", "namespaces")!, "", name), []);

    /// <summary>Creates or replaces an object as <see cref="Writer"/>, past the network and its faults.</summary>
    public StoredObject Set(ObjectKey key, JsonObject body) => Store.Write(key, Writer, current =>
    {
        if (current is null)
            ObjectStrategy.ForCreation(key, body, _clock.GetUtcNow());
        else
            ObjectStrategy.ForUpdate(current, body);
        return body;
    });

    /// <summary>Removes an object that is there, past the network and its faults.</summary>
    public void Remove(ObjectKey key) => Store.Write(key, Writer, _ => null);

    /// <summary>From now on this bearer token alone is accepted: any other has expired.</summary>
    public void AcceptOnly(string token) => _token = token;

    /// <summary>New connections get a certificate of a new authority. Those that are open stay.</summary>
    public void RotateCertificates() => _identity = ServerIdentity.Create();

    /// <summary>Cuts every connection.</summary>
    public void DropConnections() => _connections.Abort();

    /// <summary>The server's wall clock jumps.</summary>
    public void JumpClock(TimeSpan by) => _clock.Jump(by);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _connections.Abort();
        await _app.DisposeAsync();
        await _collecting;
        _stop.Dispose();
    }

    internal bool IsPermitted(string authorization) => _token is not { } token || authorization == $"Bearer {token}";

    private void Listen(ListenOptions listener)
    {
        listener.Use(next => connection => _connections.TrackAsync(connection, next));
        if (_identity is not null)
            listener.UseHttps(https => https.ServerCertificateSelector = (_, _) => _identity!.Certificate);
    }
}
