using ExchangeHA.Balancing.Haproxy;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;

namespace ExchangeHA.Balancing.Tests.Haproxy;

public sealed class HaproxyTextTests
{
    [Theory]
    [InlineData("exch1.domain.com", "exch1.domain.com")]
    [InlineData("fd00::1", "fd00::1")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("a#b", "'a#b'")]
    [InlineData("a\\nb", "'a\\nb'")]
    public void A_hole_is_one_word(string value, string expected) => HaproxyText.Of($"stats auth {value}").ToString().ShouldBe("stats auth " + expected);

    [Theory]
    [InlineData("")]
    [InlineData("a\nglobal")]
    [InlineData("a\r")]
    [InlineData("a\0")]
    [InlineData("a\u0085")]
    public void What_no_quotes_can_hold_is_refused(string value) => Should.Throw<ConfigurationValueException>(() => HaproxyText.Of($"stats auth {value}"));

    [Fact]
    public void Half_a_character_is_refused() => Should.Throw<ConfigurationValueException>(() => HaproxyText.Of($"stats auth {"a\ud83d"}"));

    [Fact]
    public void A_refusal_does_not_show_the_value() =>
        Should.Throw<ConfigurationValueException>(() => HaproxyText.Of($"stats auth {new SensitiveText("geheim\n")}")).ToString().ShouldNotContain("geheim");

    [Fact]
    public void A_hostile_value_comes_back_as_one_word_or_is_refused()
    {
        var accepted = 0;
        foreach (var value in HostileText.Some(5000))
        {
            HaproxyText text;
            try
            {
                text = HaproxyText.Of($"server {value}:443 check");
            }
            catch (ConfigurationValueException)
            {
                continue;
            }

            HaproxyWords.Of(text.ToString()).ShouldBe(["server", value + ":443", "check"]);
            accepted++;
        }

        accepted.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void The_real_haproxy_takes_a_hostile_password_as_one_word()
    {
        var snapshot = new GoldenCase("alerts").Snapshot();
        var directives = 0;
        foreach (var password in HostileText.Some(60))
        {
            string text;
            try
            {
                var plan = Planner.Plan(snapshot);
                plan = plan with { Stats = plan.Stats! with { Password = new SensitiveText(password) } };
                text = HaproxyRenderer.Render(plan, plan.Datacenters[0]);
            }
            catch (ConfigurationValueException)
            {
                continue;
            }

            var lines = text.Split('\n').Select(HaproxyWords.Of).Where(words => words.Count > 0).ToList();
            lines.Single(words => words is ["stats", "auth", ..]).ShouldBe(["stats", "auth", "operator:" + password]);
            directives = directives == 0 ? lines.Count : directives;
            lines.Count.ShouldBe(directives);
            DaemonCheck.Haproxy("/", text);
        }

        directives.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Percent_is_no_variable_in_a_log_format() => HaproxyText.Of($"hdr Host {"100%":log-format}").ToString().ShouldBe("hdr Host '100%%'");

    [Fact]
    public void An_argument_in_parentheses_is_plain_or_refused()
    {
        HaproxyText.Of($"nbsrv({"https":argument})").ToString().ShouldBe("nbsrv(https)");
        HaproxyText.Of($"regsub(^{"exch1.a-b":regex}$,x)").ToString().ShouldBe("regsub(^exch1[.]a[-]b$,x)");
        foreach (var value in new[] { "a)b", "a,b", "a b", "a'b", "a\\b", "a%b" })
            Should.Throw<ConfigurationValueException>(() => HaproxyText.Of($"nbsrv({value:argument})"));
    }

    [Fact]
    public void Fragments_take_the_indentation_of_their_line_and_empty_ones_no_line()
    {
        var two = HaproxyText.Lines([HaproxyText.Of($"one"), HaproxyText.Empty, HaproxyText.Of($"two {2}")]);
        HaproxyText.Of($"""
            backend b
                {two}
                {HaproxyText.If(false, $"never")}
                last{HaproxyText.Empty} line
                {HaproxyText.Empty}
            """).ToString().ShouldBe("backend b\n    one\n    two 2\n    last line");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(250, "250ms")]
    [InlineData(1000, "1s")]
    [InlineData(90_000, "90s")]
    [InlineData(2_400_000, "40m")]
    [InlineData(86_400_000, "1d")]
    public void Times_have_the_largest_whole_unit(int milliseconds, string expected) =>
        HaproxyText.Of($"timeout {TimeSpan.FromMilliseconds(milliseconds)}").ToString().ShouldBe("timeout " + expected);
}
