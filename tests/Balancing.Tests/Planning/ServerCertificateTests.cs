using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Tests.Planning;

public sealed class ServerCertificateTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TestCertificate Given = TestCertificate.Around(Now);

    [Fact]
    public void Only_certificates_and_the_key_are_taken_over_without_an_empty_line()
    {
        var issuer = TestCertificate.Around(Now);
        var (certificate, _) = ServerCertificate.Read("mail-tls", $"Bag Attributes\n\n{Given.Pem}\n\n\nset server https/exch1 state maint\n\n{issuer.Pem}\n\n", $"\n\n{Given.Key}\nshutdown sessions\n\n");

        certificate!.File.Text.Reveal.ShouldBe($"{Given.Pem}\n{issuer.Pem}\n{Given.Key}\n");
        certificate.File.Text.Reveal.ShouldNotContain("\n\n");
        (certificate.NotBefore, certificate.NotAfter).ShouldBe((Now.AddDays(-65), Now.AddDays(300)));
    }

    [Fact]
    public void Its_path_stays_when_it_is_renewed_and_its_name_does_not()
    {
        var (old, renewed) = (File(Given), File(TestCertificate.Around(Now)));

        old.Path.ShouldBe("/run/exchange-ha/certificates/mail.tls.pem");
        renewed.Path.ShouldBe(old.Path);
        renewed.Name.ShouldNotBe(old.Name);
        old.Name.ShouldStartWith("certificate.mail.tls.");
        AuxiliaryFile.Found(old.Name, old.Text.Reveal).ShouldBe(old);
        AuxiliaryFile.Found(old.Name, renewed.Text.Reveal).ShouldBeNull();
    }

    [Theory]
    [InlineData("ca.0123456789abcdef.pem")]
    [InlineData("certificate.0123456789abcdef.pem")]
    [InlineData("certificate.pem")]
    [InlineData("certificate..pem")]
    public void Another_file_has_no_link(string name) => AuxiliaryFile.LinkOf(name).ShouldBeNull();

    [Fact]
    public void It_is_never_printed()
    {
        var (certificate, _) = ServerCertificate.Read("mail-tls", Given.Pem, Given.Key);

        certificate!.ToString().ShouldContain("***");
        certificate.ToString().ShouldNotContain("PRIVATE");
    }

    private static AuxiliaryFile File(TestCertificate certificate) => ServerCertificate.Read("mail.tls", certificate.Pem, certificate.Key).Certificate!.File;
}
