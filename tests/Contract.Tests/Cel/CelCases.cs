using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Balancing.Validation.Rules;

namespace ExchangeHA.Contract.Tests.Cel;

/// <summary>For every rule that is written in CEL too: resources that it takes and that it refuses.</summary>
internal static class CelCases
{
    private const string Peers = """{"port":1024}""";
    private const string Bridging = """{"certificates":[{"name":"mail-tls"}]}""";
    private const string Unicast = "\"Unicast\"";

    public static IReadOnlyList<CelCase> All { get; } =
    [
        .. Values<AddressRule>(right: true, "vip.addresses", """["192.0.2.10"]""", """["192.0.2.10/32","192.0.2.11/31"]""", """["10.0.0.1/8","2001:db8::10/64"]""", """["192.0.2.10/024"]""",
            """["2001:0DB8:0:0:0:0:0:10/64"]""", """["1:2:3:4:5:6:7::/128"]""", """["::2:3:4:5:6:7:8"]""", """["64:ff9b::192.0.2.10/96"]""", """["250.1.1.1/24"]""", """["2001:db8::/64"]""", """["::10"]"""),
        .. Values<AddressRule>(right: false, "vip.addresses", """["127.0.0.1"]""", """["::1"]""", """["0:0:0:0:0:0:0:1/64"]""", """["0.0.0.0"]""", """["::"]""", """["::0/64"]""", """["224.0.0.18"]""", """["239.1.1.1/24"]""", """["ff02::12"]""", """["fe80::5/64"]""", """["FEBF::5"]""",
            """["255.255.255.255"]""", """["192.0.2.0/24"]""", """["192.0.2.255/24"]""", """["10.0.0.0/8"]""", """["10.255.255.255/8"]""", """["172.16.0.0/13"]""", """["192.0.2.12/30"]""", """["192.0.2.15/30"]""", """["192.0.2.10/0"]""", """["2001:db8::1/0"]""",
            """["192.0.2.10/33"]""", """["2001:db8::1/129"]""", """["010.0.0.1"]""", """["192.0.2"]""", """["256.0.0.1"]""", """["1:2:3"]""", """["1:2:3:4:5:6:7:8:9"]""", """["1:2:3:4:5:6:7:8::"]""", """["1::2::3"]""", """["12345::1"]""", """["::ffff:c000:20a"]""",
            """["::ffff:192.0.2.10"]""", """["192.0.2.10","192.0.2.10/24"]""", """["2001:db8::a","2001:DB8::A/64"]""", """[".."]""", """["1:2:3:4:5:6:7:8/64","::"]"""),

        .. Of<AdvertisementIntervalRule>(right: true, [("vip.advertisementInterval", "\"10ms\"")], [("vip.advertisementInterval", "\"40950ms\"")], [("vip.advertisementInterval", "\"255s\"")], [("vip.advertisementInterval", "\"1000ms\"")],
            [("vip.advertisementInterval", "\"30s\""), ("vip.vrrpVersion", "3")], [("vip.advertisementInterval", "\"60s\""), ("vip.addresses", """["192.0.2.10","2001:db8::10"]"""), ("vip.vrrpVersion", "2"), ("vip.dualStack", "\"OneRouter\"")]),
        .. Of<AdvertisementIntervalRule>(right: false, [("vip.advertisementInterval", "\"0s\"")], [("vip.advertisementInterval", "\"5ms\"")], [("vip.advertisementInterval", "\"105ms\""), ("vip.vrrpVersion", "3")], [("vip.advertisementInterval", "\"256s\"")],
            [("vip.advertisementInterval", "\"1500ms\""), ("vip.vrrpVersion", "2")], [("vip.advertisementInterval", "\"60s\""), ("vip.vrrpVersion", "3")], [("vip.advertisementInterval", "\"60s\""), ("vip.addresses", """["2001:db8::10"]""")],
            [("vip.advertisementInterval", "\"60s\""), ("vip.addresses", """["192.0.2.10","2001:db8::10"]"""), ("vip.vrrpVersion", "2")]),

        .. Of<DurationRule>(right: true, [("timeouts.client", "\"1s\"")], [("timeouts.client", "\"24d\"")], [("timeouts.client", "\"1d12h\"")], [("timeouts.queue", "\"10ms\"")], [("timeouts.queue", "\"59m60s\"")], [("timeouts.hardStop", "\"23d24h\"")], [("slowStart", "\"1h\"")],
            [("healthCheck.interval", "\"2s\""), ("healthCheck.fastInterval", "\"2000ms\"")], [("services.0.connectionRate", """{"connections":5,"period":"1h"}""")], [("vip.preemption", """{"delay":"1000s"}""")]),
        .. Of<DurationRule>(right: false, [("timeouts.client", "\"999ms\"")], [("timeouts.client", "\"24d1ms\"")], [("timeouts.client", "\"24d1h\"")], [("timeouts.queue", "\"9ms\"")], [("timeouts.queue", "\"1d\"")], [("timeouts.hardStop", "\"0s\"")], [("slowStart", "\"1h1s\"")],
            [("healthCheck.interval", "\"2s\""), ("healthCheck.fastInterval", "\"2001ms\"")], [("healthCheck.interval", "\"11m\"")], [("healthCheck.timeout", "\"49ms\"")], [("services.0.connectionRate", """{"connections":5,"period":"61m"}""")],
            [("services.0.affinity", """{"expire":"500ms"}""")], [("vip.preemption", """{"delay":"1001s"}""")], [("vip.announcements", """{"interval":"2s"}""")], [("vip.announcements", """{"refresh":"1d1s"}""")], [("vip.announcements", """{"delay":"61s"}""")],
            [("timeouts.connect", "\"1ms\"")], [("timeouts.server", "\"577h\"")], [("timeouts.httpKeepAlive", "\"2h\"")], [("timeouts.httpRequest", "\"10ms\"")], [("timeouts.tarpit", "\"2h\"")], [("healthCheck.fastInterval", "\"10ms\"")],
            [("alerts", """{"email":{"server":"smtp.domain.com:25","from":"a@b.c","to":["a@b.c"],"connectTimeout":"11m"}}""")]),

        .. Of<VrrpVersionRule>(right: true, [("vip.vrrpVersion", "2")], [("vip.vrrpVersion", "3"), ("vip.addresses", """["2001:db8::10"]""")], [("vip.vrrpVersion", "2"), ("vip.addresses", """["192.0.2.10","2001:db8::10"]""")]),
        .. Of<VrrpVersionRule>(right: false, [("vip.vrrpVersion", "2"), ("vip.addresses", """["2001:db8::10"]""")]),

        .. Of<VrrpAuthenticationRule>(right: true, [Password], [Password, ("vip.vrrpVersion", "2"), ("vip.addresses", """["192.0.2.10","2001:db8::10"]""")], [("vip.vrrpVersion", "3")]),
        .. Of<VrrpAuthenticationRule>(right: false, [Password, ("vip.vrrpVersion", "3")], [Password, ("vip.advertisementInterval", "\"500ms\"")], [Password, ("vip.addresses", """["192.0.2.10","2001:db8::10"]""")]),

        .. Values<AnnouncementsRule>(right: true, "vip.announcements", """{"delay":"0s"}""", """{"delay":"2000ms"}""", """{"refresh":"1d"}""", """{"refresh":"1m1s"}"""),
        .. Values<AnnouncementsRule>(right: false, "vip.announcements", """{"delay":"1500ms"}""", """{"refresh":"1s1ms"}"""),

        .. Values<ServiceNameRule>(right: true, "services.0.name", "\"https\"", "\"ha\""),
        .. Values<ServiceNameRule>(right: false, "services.0.name", "\"exchange-ha-x\""),

        .. Of<PortRule>(right: true, [("services.0.port", "19500")], [("services.0.port", "19000"), ("vip.bind", "\"Wildcard\"")], [("services.0.port", "20280"), ("vip.bind", "\"Wildcard\"")], [("peers", """{"port":19000}"""), ("stats", """{"port":20280}"""), ("metrics", """{"port":8080}""")]),
        .. Of<PortRule>(right: false, [("services.0.port", "25")], [("services.0.port", "19001"), ("vip.bind", "\"Wildcard\"")], [("services.0.port", "20279"), ("vip.bind", "\"Wildcard\"")], [("peers", """{"port":19001}""")], [("stats", """{"port":20279}""")], [("metrics", """{"port":19500}""")],
            [("stats", """{"port":443}""")], [("metrics", """{"port":443}""")], [("peers", """{"port":25}""")], [("stats", Peers), ("metrics", Peers)], [("stats", Peers), ("peers", Peers)], [("metrics", Peers), ("peers", Peers)], [("services", null), ("stats", """{"port":443}""")]),

        .. Of<AffinityRule>(right: true, [("services.0.affinity", """{"type":"TLSSessionID"}""")], [("services.1.affinity", """{"type":"Source"}""")], [("services.1", """{"name":"x","port":993,"protocol":"IMAPS","affinity":{"type":"TLSSessionID"}}""")]),
        .. Of<AffinityRule>(right: false, [("services.1.affinity", """{"type":"TLSSessionID"}""")], [("services.1.affinity", """{"type":"TLSSessionID"}"""), ("services.1.protocol", "\"IMAP\"")], [("services.1.affinity", """{"type":"TLSSessionID"}"""), ("services.1.protocol", "\"POP3\"")]),

        .. Of<RedirectRule>(right: true, [("services.1", """{"name":"http","port":80,"protocol":"HTTP"}""")], [("services.0.targetPort", "444"), ("services.0.affinity", """{"type":"Source"}""")]),
        .. Values<RedirectRule>(right: false, "services", """[{"name":"http","port":80,"protocol":"HTTP"}]""", """[{"name":"https","port":443},{"name":"http","port":80,"protocol":"HTTP","targetPort":81}]""",
            """[{"name":"https","port":443},{"name":"http","port":80,"protocol":"HTTP","affinity":{"type":"Source"}}]"""),

        .. Of<ProxyProtocolRule>(right: true, [("services.1.protocol", "\"TCP\""), ("services.1.proxyProtocol", "\"V2\"")], [("services.1.proxyProtocol", "\"None\"")]),
        .. Of<ProxyProtocolRule>(right: false, [("services.1.proxyProtocol", "\"V1\"")], [("services.0.proxyProtocol", "\"V2\"")]),

        .. Values<ClientNetworkRule>(right: true, "services.0.allowedClients", """["10.0.0.0/8","192.0.2.1"]""", """["2001:db8::/32","::1"]""", """["0.0.0.0/0","::/0"]""", """["10.1.2.3/32"]""", """["172.16.0.0/12","172.16.0.0/13"]"""),
        .. Values<ClientNetworkRule>(right: false, "services.0.allowedClients", """["10.1.0.0/8"]""", """["172.24.0.0/12"]""", """["10.0.0.1/0"]""", """["10.0.0/8"]""", """["10.0.0.0/33"]""", """["2001:db8::/129"]""", """["1:2"]""", """["10.1.2.3/32","10.1.2.3"]""", """["::1","::1/128"]"""),
        .. Values<ClientNetworkRule>(right: true, "metrics", """{"port":9101,"allowedClients":["10.0.0.0/8"]}"""),
        .. Values<ClientNetworkRule>(right: false, "metrics", """{"port":9101,"allowedClients":["10.1.0.0/8"]}""", """{"port":9101,"allowedClients":["1.2.3"]}""", """{"port":9101,"allowedClients":["10.1.2.3/32","10.1.2.3"]}"""),

        .. Of<ServiceLimitRule>(right: true, [("services.0.maxConnections", "100000")], [("services.0.maxConnections", "500"), ("limits", """{"maxConnections":500}""")]),
        .. Of<ServiceLimitRule>(right: false, [("services.1.maxConnections", "100001")], [("services.0.maxConnections", "501"), ("limits", """{"maxConnections":500}""")]),

        .. Values<PriorityRule>(right: true, "datacenters.1.priority", "102"),
        .. Values<PriorityRule>(right: false, "datacenters.1.priority", "101"),

        .. Values<HostRule>(right: true, "datacenters.0.backends.0.host", "\"exch1\"", "\"192.0.2.21\"", "\"2001:db8::21\"", "\"a-b.c1.2d\"", "\"1.2.3.4.example\"", $"\"{new string('a', 63)}.example\""),
        .. Values<HostRule>(right: false, "datacenters.0.backends.0.host", "\"1234\"", "\"a..b\"", "\"a-.b\"", "\"a.-b\"", "\"192.0.2.256\"", "\"1.2.3\"", "\"1:2\"", $"\"{new string('a', 64)}.example\"", "\"172.30.129.131\"", "\"::ffff:c000:20a\"", "\"example.1\"", "\"0.0.0.0\"", "\"::\"", "\"127.0.0.1\"", "\"::1\"", "\"LocalHost\"", "\"224.0.0.1\"", "\"ff02::1\"", "\"fe80::1\"", "\"255.255.255.255\""),
        .. Values<HostRule>(right: true, "healthCheck", """{"host":"mail.example.com","sni":"a.b"}"""),
        .. Values<HostRule>(right: false, "healthCheck", """{"host":"192.0.2.1"}""", """{"host":"a..b"}""", """{"sni":"192.0.2.1"}""", """{"sni":"a-.b"}"""),
        .. Values<HostRule>(right: true, "alerts", Relay("smtp.domain.com:25"), Relay("192.0.2.25:25")),
        .. Values<HostRule>(right: false, "alerts", Relay("a..b:25"), Relay("1.2.3:25"), Relay("256.0.0.1:25")),

        .. Of<BridgingProtocolRule>(right: true, [("services.0.bridging", Bridging)]),
        .. Of<BridgingProtocolRule>(right: false, [("services.1.bridging", Bridging)], [("services.1.bridging", Bridging), ("services.1.protocol", "\"TCP\"")]),
        .. Of<RestrictionRule>(right: true, [("services.0.bridging", Restricted("ecp", "powershell"))]),
        .. Of<RestrictionRule>(right: false, [("services.0.bridging", Restricted("ecp", "ecp"))]),
        .. Of<BridgingVerificationRule>(right: true, [("services.0.bridging", Bridging), ("datacenters.0.backends.0.host", "\"192.0.2.21\""), ("healthCheck", """{"host":"mail.example.com"}""")],
            [("services.0.bridging", Bridging), ("datacenters.0.backends.0.host", "\"192.0.2.21\""), ("healthCheck", """{"sni":"mail.example.com"}""")], [("datacenters.0.backends.0.host", "\"192.0.2.21\""), ("healthCheck", null)]),
        .. Of<BridgingVerificationRule>(right: false, [("services.0.bridging", Bridging), ("datacenters.0.backends.0.host", "\"192.0.2.21\""), ("healthCheck", null)], [("services.0.bridging", Bridging), ("datacenters.0.backends.0.host", "\"2001:db8::21\""), ("healthCheck", null)]),
        .. Of<BridgingAffinityRule>(right: true, [("services.0.bridging", Bridging), ("services.0.affinity", """{"type":"Source"}""")]),
        .. Of<BridgingAffinityRule>(right: false, [("services.0.bridging", Bridging), ("services.0.affinity", """{"type":"TLSSessionID"}""")]),

        .. Of<ServerVerificationRule>(right: true, [("healthCheck.verify", "\"None\"")], [("healthCheck.ca", Secret)]),
        .. Of<ServerVerificationRule>(right: false, [("healthCheck.verify", "\"None\""), ("healthCheck.ca", Secret)]),

        .. Of<InterfaceRule>(right: true, [("datacenters.0.interface", null)], [("datacenters.0.interface", null), ("datacenters.0.interfaceNetwork", "\"172.30.128.0/23\"")], [("datacenters.0.interface", null), ("datacenters.0.interfaceNetwork", "\"2001:db8::/64\""), ("vip.addresses", """["192.0.2.1"]""")],
            [("datacenters.0.interface", null), ("vip.addresses", """["192.0.2.1","2001:db8::10/64"]""")]),
        .. Of<InterfaceRule>(right: false, [("datacenters.0.interface", "\"lo\"")], [("datacenters.0.interfaceNetwork", "\"172.30.128.0/23\"")], [("datacenters.0.interface", null), ("vip.addresses", """["192.0.2.1"]""")], [("datacenters.1.interface", null), ("vip.addresses", """["192.0.2.1/32","2001:db8::10/128"]""")],
            [("datacenters.0.interface", null), ("datacenters.0.interfaceNetwork", "\"172.30.129.0/23\"")], [("datacenters.0.interface", null), ("datacenters.0.interfaceNetwork", "\"0.0.0.0/0\"")], [("datacenters.0.interface", null), ("datacenters.0.interfaceNetwork", "\"1.2/24\"")]),

        .. Of<PeerRule>(right: true, [("vip.transport", Unicast), ("datacenters.0.peers", """["192.0.2.12"]""")], [("vip.transport", Unicast), ("datacenters.0.peers", """["2001:db8::12","192.0.2.12"]"""), ("vip.addresses", """["192.0.2.10","2001:db8::10"]""")],
            [("vip.transport", Unicast), ("datacenters.0.peers", """["2001:db8::12"]"""), ("vip.addresses", """["2001:db8::10"]"""), ("vip.dualStack", "\"OneRouter\"")], [("datacenters.0.peers", "[]")]),
        .. Of<PeerRule>(right: false, [("datacenters.0.peers", """["192.0.2.12"]""")], [("vip.transport", Unicast), ("datacenters.0.peers", """["1.2.3"]""")], [("vip.transport", Unicast), ("datacenters.0.peers", """["127.0.0.2"]""")], [("vip.transport", Unicast), ("datacenters.1.peers", """["172.30.129.131"]""")],
            [("vip.transport", Unicast), ("datacenters.0.peers", """["2001:db8::12"]""")], [("vip.transport", Unicast), ("datacenters.0.peers", """["192.0.2.12"]"""), ("vip.addresses", """["2001:db8::10"]""")],
            [("vip.transport", Unicast), ("datacenters.0.peers", """["2001:db8::12"]"""), ("vip.addresses", """["192.0.2.10","2001:db8::10"]"""), ("vip.dualStack", "\"OneRouter\"")], [("vip.transport", Unicast), ("datacenters.0.peers", """["::1"]"""), ("vip.addresses", """["2001:db8::10"]""")]),

        .. Values<TolerationRule>(right: true, "datacenters.0.tolerations", """[{"operator":"Exists"}]""", """[{"key":"node-role.kubernetes.io/control-plane","value":"yes"}]""", """[{"key":"a_b.C","operator":"Exists","value":""}]"""),
        .. Values<TolerationRule>(right: false, "datacenters.0.tolerations", """[{"value":"yes"}]""", """[{"key":"-a"}]""", """[{"key":"A.example/b"}]""", """[{"key":"a/b/c"}]""", $$"""[{"key":"{{new string('a', 64)}}"}]""", """[{"key":"a","operator":"Exists","value":"x"}]""",
            $$"""[{"key":"{{new string('a', 254)}}/b"}]""", """[{"key":"/b"}]"""),

        .. Values<MailRelayRule>(right: true, "alerts", Relay("smtp.domain.com:1"), Relay("smtp.domain.com:65535"), Relay("smtp.domain.com:00025")),
        .. Values<MailRelayRule>(right: false, "alerts", Relay("smtp.domain.com:0"), Relay("smtp.domain.com:65536")),

        .. Of<ObjectNameRule>(right: true, [("metadata.name", $"\"{new string('a', 48)}\"")], [("metadata.name", $"\"{new string('a', 38)}\""), ("datacenters.1.name", "\"datacenter-13\"")]),
        .. Of<ObjectNameRule>(right: false, [("metadata.name", $"\"{new string('a', 49)}\"")], [("metadata.name", $"\"{new string('a', 39)}\""), ("datacenters.1.name", "\"datacenter-13\"")]),
    ];

    private const string Secret = """{"secretKeyRef":{"name":"a","key":"b"}}""";

    private static (string, string?) Password => ("vip.authentication", Secret);

    /// <summary>What the server says when it refuses for the rule's sake.</summary>
    public static IReadOnlyList<string> MessagesOf(Type rule) => [.. rule.GetCustomAttributes(typeof(CelAttribute), inherit: false).Cast<CelAttribute>().Select(cel => cel.Message), .. rule == typeof(DurationRule) ? ["Write "] : Array.Empty<string>()];

    private static string Restricted(string first, string second) =>
        $$"""{"certificates":[{"name":"mail-tls"}],"restrictions":[{"protocols":["{{first}}"],"allowedClients":["10.0.0.0/8"]},{"protocols":["{{second}}"],"allowedClients":["10.1.0.0/16"]}]}""";

    private static string Relay(string server) => $$$"""{"email":{"server":"{{{server}}}","from":"a@b.c","to":["a@b.c"]}}""";

    private static IEnumerable<CelCase> Values<TRule>(bool right, string path, params IEnumerable<string> values)
        where TRule : IRule => values.Select(value => new CelCase(typeof(TRule), right, (path, value)));

    private static IEnumerable<CelCase> Of<TRule>(bool right, params IEnumerable<(string, string?)[]> cases)
        where TRule : IRule => cases.Select(changes => new CelCase(typeof(TRule), right, changes));
}
