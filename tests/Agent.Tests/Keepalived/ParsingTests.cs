using ExchangeHA.Agent.Keepalived;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Keepalived;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("INSTANCE \"mail\" MASTER 101", false, VrrpState.MASTER)]
    [InlineData("GROUP \"mail\" BACKUP 0", true, VrrpState.BACKUP)]
    [InlineData("INSTANCE \"mail\" FAULT 101", false, VrrpState.FAULT)]
    [InlineData("INSTANCE \"mail\" STOP 101", false, VrrpState.INIT)]
    public void A_notification_is_read(string line, bool group, VrrpState state) => NotifyLine.TryParse(line).ShouldBe(new NotifyLine(new(group, "mail"), state));

    [Theory]
    [InlineData("INSTANCE \"mail\" MASTER_RX_LOWER_PRI 101")]
    [InlineData("INSTANCE \"mail")]
    [InlineData("")]
    public void What_tells_no_state_is_none(string line) => NotifyLine.TryParse(line).ShouldBeNull();

    [Fact]
    public void A_transition_is_read_back_with_its_microseconds()
    {
        var transition = new VrrpTransition(VrrpState.MASTER, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(678_901));
        transition.ToString().ShouldBe("MASTER 2026-01-02T03:04:05.678901Z");
        VrrpTransition.TryParse(transition.ToString()).ShouldBe(transition);
        VrrpTransition.TryParse("MAST").ShouldBeNull();
    }

    [Fact]
    public void The_router_is_read_and_its_master_down_interval_is_the_RFCs()
    {
        var router = VirtualRouterParameters.Parse("vrrp_instance mail {\n    virtual_router_id 101\n    priority 100\n    advert_int 1\n}\n");
        router.RouterIds.ShouldBe([101]);
        router.MasterDownInterval.TotalSeconds.ShouldBe(3.609, 0.001);
        VirtualRouterParameters.Parse("global_defs {\nvrrp_version 3\n}\nvirtual_router_id 101\npriority 100\nadvert_int 0.1\ndown_timer_adverts 10\n")
            .MasterDownInterval.TotalSeconds.ShouldBe(1.061, 0.001);
    }

    [Fact]
    public void Advertisements_are_read()
    {
        byte[] vrrp = [0x31, 101, 100, 1, 0, 100, 0, 0, 10, 0, 0, 1];
        VrrpAdvertisement.TryParse(vrrp).ShouldBe(new VrrpAdvertisement(101, 100));
        byte[] header = [0x46, .. new byte[23]];
        VrrpAdvertisement.TryParseIPv4([.. header, .. vrrp]).ShouldBe(new VrrpAdvertisement(101, 100));
        VrrpAdvertisement.TryParse([0x41, 101, 100, 1, 0, 100, 0, 0]).ShouldBeNull();
        VrrpAdvertisement.TryParseIPv4([0x46]).ShouldBeNull();
        VrrpAdvertisement.TryParseIPv4([]).ShouldBeNull();
    }
}
