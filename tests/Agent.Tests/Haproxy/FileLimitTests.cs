using ExchangeHA.Agent.Haproxy;

namespace ExchangeHA.Agent.Tests.Haproxy;

public sealed class FileLimitTests
{
    private const string Text = "# maxconn 9\nglobal\n    maxconn 100000\ndefaults\n    maxconn 100000\nbackend b\n    server s 127.0.0.1:1 maxconn 100000\n";

    [Theory]
    [InlineData(20_000, 9_744)]
    [InlineData(1_024, 384)]
    [InlineData(4, 1)]
    public void A_connection_takes_two_files(long files, long connections) => FileLimit.ConnectionsWithin(files).ShouldBe(connections);

    [Fact]
    public void The_global_bound_is_lowered_and_no_other()
    {
        var clamped = FileLimit.Clamp(Text, 20_000);
        clamped.ShouldBe(Text.Replace("global\n    maxconn 100000", "global\n    maxconn 9744 # lowered to the file limit from 100000"));
        FileLimit.LoweredIn(clamped).ShouldBe(9_744);
    }

    [Theory]
    [InlineData(1_048_576)]
    [InlineData(long.MaxValue)]
    public void Within_the_limit_nothing_changes(long files)
    {
        FileLimit.Clamp(Text, files).ShouldBe(Text);
        FileLimit.LoweredIn(Text).ShouldBeNull();
    }
}
