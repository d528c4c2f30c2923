using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Validation;

/// <summary>What is told and taken all the same.</summary>
public sealed class WarningRulesTests
{
    [Fact]
    public void A_server_twice() =>
        ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Backends[0].Host = "EXCH1.domain.com").ShouldBeOnly("spec.datacenters[1].backends[0].host", "spec.datacenters[0].backends[0].host", Severity.Warning);

    [Theory]
    [InlineData(BackendState.Drain)]
    [InlineData(BackendState.Maintenance)]
    public void A_datacenter_without_a_server_that_takes_connections(BackendState state) =>
        ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Backends.ForEach(backend => backend.State = state)).ShouldBeOnly("spec.datacenters[1].backends", "takes new connections", Severity.Warning);

    [Fact]
    public void A_datacenter_that_stands_down_needs_no_server_that_takes_connections() => ValidationSamples.FindingsAfter(spec =>
    {
        spec.Datacenters[1].State = DatacenterState.Maintenance;
        spec.Datacenters[1].Backends.ForEach(backend => backend.State = BackendState.Maintenance);
    }).ShouldBeEmpty();

    [Fact]
    public void Remote_servers_stand_in_for_a_datacenter_without_one()
    {
        ValidationSamples.FindingsAfter(spec =>
        {
            spec.RemoteBackends = RemoteBackends.Backup;
            spec.Datacenters[1].Backends.ForEach(backend => backend.State = BackendState.Drain);
        }).ShouldBeEmpty();
        ValidationSamples.FindingsAfter(spec =>
        {
            spec.RemoteBackends = RemoteBackends.Backup;
            spec.Datacenters.ForEach(datacenter => datacenter.Backends.ForEach(backend => backend.State = BackendState.Drain));
        }).Select(finding => finding.Path).ShouldBe(["spec.datacenters[0].backends", "spec.datacenters[1].backends"]);
    }

    [Fact]
    public void A_timeout_shorter_than_the_silence_of_a_phone()
    {
        ValidationSamples.FindingsAfter(spec => spec.Timeouts.Client = "5m").ShouldBeOnly("spec.timeouts.client", "5m", Severity.Warning);
        ValidationSamples.FindingsAfter(spec => spec.Timeouts.Server = "1799s").ShouldBeOnly("spec.timeouts.server", "1799s", Severity.Warning);
    }
}
