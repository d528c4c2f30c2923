using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;

namespace ExchangeHA.Balancing.Tests.Keepalived;

public sealed class KeepalivedTextTests
{
    [Theory]
    [InlineData("ens160", "ens160")]
    [InlineData("fd00::1/64", "fd00::1/64")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a!b", "\"a!b\"")]
    [InlineData("a#b", "\"a#b\"")]
    [InlineData("pa{s}s", "\"pa{s}s\"")]
    [InlineData("@node", "\"@node\"")]
    [InlineData("5$", "\"5$\"")]
    public void A_hole_is_one_word(string value, string expected) => KeepalivedText.Of($"auth_pass {value}").ToString().ShouldBe("auth_pass " + expected);

    [Theory]
    [InlineData("")]
    [InlineData("a\"b")]
    [InlineData("a\\")]
    [InlineData("a\nvrrp_instance x {")]
    [InlineData("a\0")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("include")]
    [InlineData("$_PWD")]
    [InlineData("${_PWD}")]
    public void What_keepalived_cannot_express_is_refused(string value)
    {
        Should.Throw<ConfigurationValueException>(() => KeepalivedText.Of($"auth_pass {value}"));
        KeepalivedText.CanExpress(value).ShouldBeFalse();
    }

    [Fact]
    public void A_quoted_word_is_never_glued_to_another()
    {
        Should.Throw<ConfigurationValueException>(() => KeepalivedText.Of($"x{"a b"}"));
        Should.Throw<ConfigurationValueException>(() => KeepalivedText.Of($"{"a b"}x"));
        Should.Throw<ConfigurationValueException>(() => KeepalivedText.Of($"{"a b"}{"c"}"));
    }

    [Fact]
    public void A_refusal_does_not_show_the_value() =>
        Should.Throw<ConfigurationValueException>(() => KeepalivedText.Of($"auth_pass {new SensitiveText("geheim\"")}")).ToString().ShouldNotContain("geheim");

    [Fact]
    public void A_hostile_value_comes_back_as_one_word_or_is_refused()
    {
        var accepted = 0;
        foreach (var value in HostileText.Some(5000))
        {
            KeepalivedText text;
            try
            {
                text = KeepalivedText.Of($"auth_pass {value}");
            }
            catch (ConfigurationValueException)
            {
                continue;
            }

            KeepalivedWords.Of(text.ToString()).ShouldBe(["auth_pass", value]);
            KeepalivedText.CanExpress(value).ShouldBeTrue();
            accepted++;
        }

        accepted.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void The_real_keepalived_takes_a_hostile_password_as_one_word()
    {
        var plan = Planner.Plan(new GoldenCase("recipe").Snapshot());
        var checkedOnes = 0;
        foreach (var password in HostileText.Some(80))
        {
            string text;
            try
            {
                var router = plan.Router with { Password = new SensitiveText(password) };
                text = KeepalivedRenderer.Render(plan with { Router = router }, plan.Datacenters[0], plan.Datacenters[0].Nodes[0]);
            }
            catch (ConfigurationValueException)
            {
                continue;
            }

            text.Split('\n').Select(KeepalivedWords.Of).Single(words => words is ["auth_pass", ..]).Count.ShouldBe(2);
            DaemonCheck.Keepalived("/", text, "ens160");
            checkedOnes++;
        }

        checkedOnes.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_line_too_long_for_keepalived_is_refused()
    {
        var plan = Planner.Plan(new GoldenCase("recipe").Snapshot());
        var node = plan.Datacenters[0].Nodes[0] with { Name = new string('n', 301) };
        Should.Throw<ConfigurationValueException>(() => KeepalivedRenderer.Render(plan, plan.Datacenters[0], node));
    }

    [Theory]
    [InlineData("superpassword", "superpas")]
    [InlineData("short", "short")]
    [InlineData("ääääää", "ääää")]
    [InlineData("1234567ä", "1234567")]
    public void Eight_bytes_of_the_password_count(string password, string expected) =>
        VrrpPassword.Significant(new SensitiveText(password)).Reveal.ShouldBe(expected);
}
