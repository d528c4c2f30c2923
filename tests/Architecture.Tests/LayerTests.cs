namespace ExchangeHA.Architecture.Tests;

/// <summary>Kubernetes knows nothing of balancers, Balancing nothing of the world outside, and nobody knows the program.</summary>
public sealed class LayerTests
{
    private const string Own = "ExchangeHA.";

    [Theory]
    [InlineData("ExchangeHA.Kubernetes", new string[0])]
    [InlineData("ExchangeHA.Balancing", new[] { "ExchangeHA.Kubernetes" })]
    [InlineData("ExchangeHA.Controller", new[] { "ExchangeHA.Balancing", "ExchangeHA.Kubernetes" })]
    [InlineData("ExchangeHA.Agent", new[] { "ExchangeHA.Balancing", "ExchangeHA.Kubernetes" })]
    [InlineData("exchange-ha", new[] { "ExchangeHA.Agent", "ExchangeHA.Balancing", "ExchangeHA.Controller", "ExchangeHA.Kubernetes" })]
    public void References_go_one_way(string assembly, string[] allowed) => CompiledAssembly.Load(assembly).Assemblies
        .Where(name => name.StartsWith(Own, StringComparison.Ordinal) || name == "exchange-ha")
        .Except(allowed, StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void The_references_are_really_read() => CompiledAssembly.Load("ExchangeHA.Balancing").Assemblies.ShouldContain("ExchangeHA.Kubernetes");

    [Theory]
    [InlineData("System.Net.Http.")]
    [InlineData("System.Net.Sockets.Socket")]
    [InlineData("System.Net.Sockets.TcpClient")]
    [InlineData("System.Net.Dns")]
    [InlineData("System.IO.File")]
    [InlineData("System.IO.Directory")]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("System.Diagnostics.Stopwatch")]
    [InlineData("System.Random")]
    [InlineData("System.Console")]
    [InlineData("System.TimeProvider")]
    [InlineData("System.Threading.Timer")]
    [InlineData("Microsoft.Extensions.")]
    [InlineData("Microsoft.AspNetCore.")]
    public void Balancing_is_a_function_of_what_it_is_given(string prefix) =>
        CompiledAssembly.Load("ExchangeHA.Balancing").Types.Where(type => type.StartsWith(prefix, StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [InlineData("System.DateTime.get_Now")]
    [InlineData("System.DateTime.get_UtcNow")]
    [InlineData("System.DateTime.get_Today")]
    [InlineData("System.DateTimeOffset.get_Now")]
    [InlineData("System.DateTimeOffset.get_UtcNow")]
    [InlineData("System.Environment.get_TickCount64")]
    [InlineData("System.Environment.GetEnvironmentVariable")]
    [InlineData("System.Guid.NewGuid")]
    public void Balancing_asks_no_clock_and_no_surroundings(string member) => CompiledAssembly.Load("ExchangeHA.Balancing").Members.ShouldNotContain(member);
}
