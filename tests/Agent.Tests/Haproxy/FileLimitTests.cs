using ExchangeHA.Agent.Haproxy;

namespace ExchangeHA.Agent.Tests.Haproxy;

public sealed class FileLimitTests
{
    private const string Text = """
        # maxconn 9
        global
            maxconn 200200
        defaults
            maxconn 100000
        frontend https
            maxconn 100000
            default_backend https
        backend https
            server s 127.0.0.1:1 maxconn 100000
        frontend imaps
            maxconn 100000
        frontend exchange-ha-stats
            maxconn 100000

        """;

    [Theory]
    [InlineData(20_000, 9_744)]
    [InlineData(1_024, 384)]
    [InlineData(4, 1)]
    public void A_connection_takes_two_files(long files, long connections) => FileLimit.ConnectionsWithin(files).ShouldBe(connections);

    [Fact]
    public void The_global_bound_is_lowered_and_the_services_leave_room_for_the_health_endpoint()
    {
        var clamped = FileLimit.Clamp(Text, 20_000);
        clamped.ShouldBe(Text
            .Replace("maxconn 200200", "maxconn 9744 # lowered to the file limit from 200200")
            .Replace("frontend https\n    maxconn 100000", "frontend https\n    maxconn 4772 # lowered with the process's own from 100000")
            .Replace("frontend imaps\n    maxconn 100000", "frontend imaps\n    maxconn 4772 # lowered with the process's own from 100000"));
        FileLimit.LoweredIn(clamped).ShouldBe(9_744);
    }

    [Fact]
    public void A_service_that_asks_for_less_than_its_share_keeps_it()
    {
        var clamped = FileLimit.Clamp(Text.Replace("frontend imaps\n    maxconn 100000", "frontend imaps\n    maxconn 50"), 20_000);
        clamped.ShouldContain("frontend imaps\n    maxconn 50\n");
        clamped.ShouldContain("frontend https\n    maxconn 4772 ");
    }

    [Fact]
    public void A_bridged_service_counts_for_two()
    {
        var clamped = FileLimit.Clamp(Text.Replace("    default_backend https", "    max-session-srv-conns 2\n    default_backend https"), 20_000);
        clamped.ShouldContain("frontend https\n    maxconn 3181 ");
        clamped.ShouldContain("frontend imaps\n    maxconn 3181 ");
    }

    [Fact]
    public void A_tiny_limit_leaves_each_service_one() =>
        FileLimit.Clamp(Text, 100).ShouldContain("frontend https\n    maxconn 1 ");

    [Theory]
    [InlineData(1_048_576)]
    [InlineData(long.MaxValue)]
    public void Within_the_limit_nothing_changes(long files)
    {
        FileLimit.Clamp(Text, files).ShouldBe(Text);
        FileLimit.LoweredIn(Text).ShouldBeNull();
    }
}
