using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Tests.Configuration;

public sealed class TextTests
{
    [Fact]
    public void A_seal_is_read_back_and_any_cut_is_noticed()
    {
        var file = new SealedConfiguration("global\n    maxconn 10\n", "abc").ToFile();
        SealedConfiguration.TryParse(file).ShouldBe(new("global\n    maxconn 10\n", "abc"));
        for (var length = 0; length < file.Length; length++)
            SealedConfiguration.TryParse(file[..length]).ShouldBeNull();
        SealedConfiguration.TryParse(file.Replace("10", "11")).ShouldBeNull();
        SealedConfiguration.TryParse(null).ShouldBeNull();
    }

    [Theory]
    [InlineData("a\nb\n", "# x\na\n\n   # y\nb\n", true)]
    [InlineData("a\nb\n", "! x\na\nb", true)]
    [InlineData("a\nb\n", "b\na\n", false)]
    [InlineData("a\n", "a # b\n", false)]
    public void Comments_and_empty_lines_do_not_count(string one, string other, bool same) =>
        (EffectiveText.DigestOf(one) == EffectiveText.DigestOf(other)).ShouldBe(same);

    [Theory]
    [InlineData("        auth_pass super", "unknown super", "unknown ***")]
    [InlineData("    stats auth admin:pa\\ ss", "bad 'admin:pa ss' and pa ss", "bad '***' and ***")]
    [InlineData("    user admin insecure-password \"p w\"", "near p w", "near ***")]
    [InlineData("    user admin password $5$abc", "near $5$abc", "near ***")]
    [InlineData("    maxconn 100", "unknown maxconn 100", "unknown maxconn 100")]
    public void Secrets_are_taken_out_of_messages(string configuration, string message, string redacted) =>
        SecretRedactor.Redact(message, "global\n" + configuration + "\n").ShouldBe(redacted);

    [Fact]
    public void Configurations_do_not_print() =>
        $"{new SealedConfiguration("secret", "r")} {new WantedConfiguration("secret", "r")}".ShouldNotContain("secret");
}
