using System.Text;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class ConfigurationSecretBuilderTests
{
    [Fact]
    public void Each_file_stands_beside_its_revision()
    {
        var secret = ConfigurationSecretBuilder.Build(Sample.Keepalived, Sample.Owner,
        [
            new ConfigurationFile("keepalived.node-a.conf", new SensitiveText("a é\n")),
            new ConfigurationFile("keepalived.node-b.conf", new SensitiveText("b\n")),
        ]);
        secret.Metadata.ShouldBelongTo(Sample.Keepalived);
        secret.Type.ShouldBe("Opaque");
        secret.Data!.ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(pair.Value), StringComparer.Ordinal).ShouldBe(
        [
            KeyValuePair.Create("keepalived.node-a.conf", "a é\n"),
            KeyValuePair.Create("keepalived.node-a.conf.revision", Revision.Of("a é\n")),
            KeyValuePair.Create("keepalived.node-b.conf", "b\n"),
            KeyValuePair.Create("keepalived.node-b.conf.revision", Revision.Of("b\n")),
        ], ignoreOrder: true);
    }

    [Fact]
    public void The_files_that_a_configuration_names_stand_beside_it()
    {
        var ca = AuxiliaryFile.Of("ca", "authority");
        var secret = ConfigurationSecretBuilder.Build(Sample.Haproxy, Sample.Owner, [new ConfigurationFile("haproxy.cfg", new SensitiveText("a\n")) { Files = [ca] }]);
        Encoding.UTF8.GetString(secret.Data![ca.Name]).ShouldBe("authority");
    }
}
