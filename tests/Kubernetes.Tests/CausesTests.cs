using System.Security.Authentication;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.LeaderElection;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests;

/// <summary>A log tells why the API server is not reached in one line: which trouble it is, and no stack trace with it. TlsTests has what real TLS says.</summary>
public sealed class CausesTests
{
    private const string Outer = "The SSL connection could not be established, see inner exception.";
    private const string Inner = "The remote certificate is invalid: NotTimeValid";

    private static HttpRequestException Tls => new(HttpRequestError.SecureConnectionError, Outer, new IOException("in between", new AuthenticationException(Inner)));

    [Fact]
    public void The_innermost_cause_is_told_and_what_lies_between_is_not() => Causes.Of(Tls).ShouldBe($"{Outer} {Inner}");

    [Fact]
    public void What_was_said_already_is_not_said_twice() =>
        Causes.Of(new HttpRequestException("Connection refused (192.0.2.1:6443)", new IOException("Connection refused"))).ShouldBe("Connection refused (192.0.2.1:6443)");

    [Fact]
    public void Without_a_cause_there_is_the_message() => Causes.Of(new InvalidOperationException("on its own")).ShouldBe("on its own");

    [Fact]
    public void A_request_that_was_given_up_says_so()
    {
        Causes.Of(new OperationCanceledException("The operation was canceled.")).ShouldBe("no answer in time");
        Causes.Of(new TaskCanceledException("A task was canceled.", new TimeoutException())).ShouldBe("no answer in time");
    }

    [Fact]
    public async Task An_informer_says_it_in_a_line()
    {
        var log = new RecordedLog<Informer<V1ConfigMap>>();
        var (line, exception) = await FailedListAsync(log, () => Tls);

        line.ShouldStartWith("Listing or watching ConfigMap failed and is tried again in ");
        line.ShouldEndWith($": {Outer} {Inner}");
        exception.ShouldBeNull();
    }

    [Fact]
    public async Task What_an_informer_did_not_expect_keeps_its_stack_trace()
    {
        var (line, exception) = await FailedListAsync(new RecordedLog<Informer<V1ConfigMap>>(), () => new InvalidOperationException("a mistake in the program"));

        line.ShouldEndWith(": a mistake in the program");
        exception.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task An_elector_says_it_in_a_line()
    {
        var (line, exception) = await FailedLeaseAsync(() => Tls);
        line.ShouldBe($"Reading or writing the lease ns/lock failed: {Outer} {Inner}");
        exception.ShouldBeNull();

        (line, exception) = await FailedLeaseAsync(() => new OperationCanceledException());
        line.ShouldBe("Reading or writing the lease ns/lock failed: no answer in time");
        exception.ShouldBeNull();
    }

    [Fact]
    public async Task What_an_elector_did_not_expect_keeps_its_stack_trace() =>
        (await FailedLeaseAsync(() => new InvalidOperationException("a mistake in the program"))).Exception.ShouldBeOfType<InvalidOperationException>();

    private static async Task<(string Line, Exception? Exception)> FailedListAsync(RecordedLog<Informer<V1ConfigMap>> log, Func<Exception> failure)
    {
        using var stop = new CancellationTokenSource();
        var running = new Informer<V1ConfigMap>(new Unreachable(failure), null, log, new ManualTimeProvider()).RunAsync(stop.Token);
        await Eventually.TrueAsync(() => log.Entries.Count > 0, "it logged");
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
        return log.Entries.First();
    }

    private static async Task<(string Line, Exception? Exception)> FailedLeaseAsync(Func<Exception> failure)
    {
        var log = new RecordedLog<LeaderElector>();
        using var stop = new CancellationTokenSource();
        var elector = new LeaderElector(new LeaseLock(new Unreachable(failure), "ns", "lock", "me"), null, log, new ManualTimeProvider());
        var running = elector.RunAsync(_ => Task.CompletedTask, stop.Token);
        await Eventually.TrueAsync(() => log.Entries.Count > 0, "it logged");
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
        return log.Entries.First();
    }

    /// <summary>An API server that no request reaches.</summary>
    private sealed class Unreachable(Func<Exception> failure) : UnsupportedClient
    {
        public override Task<T?> GetAsync<T>(string name, string? @namespace, CancellationToken cancellationToken)
            where T : class => Task.FromException<T?>(failure());

        public override Task<KubernetesList<T>> ListAsync<T>(string? @namespace, ListOptions? options, CancellationToken cancellationToken)
            where T : class => Task.FromException<KubernetesList<T>>(failure());
    }
}
