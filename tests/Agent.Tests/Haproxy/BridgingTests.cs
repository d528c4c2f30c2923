using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>Bridged requests, with the machine's haproxy and the generated configuration, before two servers that speak TLS.</summary>
public sealed class BridgingTests : IDisposable
{
    private readonly Authority _authority = new();
    private readonly StandIn _first;
    private readonly StandIn _second;
    private int _connections;
    private Func<string, string, int> _status = (_, _) => 200;

    public BridgingTests()
    {
        _first = new(Exchange("exch1"), "127.0.0.2");
        _second = new(Exchange("exch2"), "127.0.0.3", _first.Port);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_server_whose_OWA_is_ill_serves_MAPI()
    {
        _status = (server, path) => server == "exch1" && path.StartsWith("/owa/health", StringComparison.Ordinal) ? 503 : 200;
        using var haproxy = await HaproxyAsync();
        await haproxy.IsAsync("https.owa", "exch1", "DOWN L7STS");

        (await ServersOfAsync(haproxy, "/OWA/?ae=Folder")).ShouldBe(["exch2"]);
        (await ServersOfAsync(haproxy, "/mapi/emsmdb/")).ShouldBe(["exch1", "exch2"]);
        (await ServersOfAsync(haproxy, "/microsoft-server-activesync/default.eas")).ShouldBe(["exch1", "exch2"]);
    }

    [Fact]
    public async Task A_client_keeps_its_connection_to_a_server_and_shares_it_with_nobody()
    {
        using var haproxy = await HaproxyAsync();
        using var one = await TlsVisitor.ConnectAsync(haproxy.Address, 443);
        using var other = await TlsVisitor.ConnectAsync(haproxy.Address, 443);
        var (ones, others) = (new List<string>(), new List<string>());
        for (var round = 0; round < 5; round++)
        {
            foreach (var path in new[] { "/ews/exchange.asmx", "/mapi/emsmdb/" })
            {
                ones.Add($"{path} {Header(await one.AskAsync(path), "x-connection")}");
                others.Add($"{path} {Header(await other.AskAsync(path), "x-connection")}");
            }
        }

        ones.Distinct().Count().ShouldBe(2);
        others.Distinct().Count().ShouldBe(2);
        ones.ShouldNotContain(connection => others.Contains(connection));
    }

    [Fact]
    public async Task Servers_are_told_who_the_client_is_whatever_it_says_of_itself()
    {
        using var haproxy = await HaproxyAsync();
        using var client = await TlsVisitor.ConnectAsync(haproxy.Address, 443, from: "127.0.0.77");
        var answer = await client.AskAsync("/ews/exchange.asmx", "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: http\r\n");

        Header(answer, "x-seen-for").ShouldBe("127.0.0.77");
        Header(answer, "x-seen-proto").ShouldBe("https");
    }

    [Fact]
    public async Task The_root_leads_to_OWA_and_every_answer_asks_for_HTTPS()
    {
        using var haproxy = await HaproxyAsync();
        using var client = await TlsVisitor.ConnectAsync(haproxy.Address, 443);
        var root = await client.AskAsync("/");

        root.ShouldStartWith("HTTP/1.1 302 ");
        Header(root, "location").ShouldBe("/owa/");
        Header(root, "strict-transport-security").ShouldBe("max-age=31536000");
        Header(await client.AskAsync("/owa/"), "strict-transport-security").ShouldBe("max-age=31536000");
    }

    [Fact]
    public async Task Closed_protocols_are_closed_to_clients_outside_however_they_write_the_path()
    {
        (string Path, int Status)[] paths =
        [
            ("/ecp/", 403),
            ("/ECP/default.aspx", 403),
            ("/PowerShell?serializationLevel=Full", 403),
            ("/autodiscover/autodiscover.json?@x.com/%50owerShell", 403),
            ("/%65cp/", 400),
            ("/%u0065cp/", 400),
            ("//ecp/", 400),
            ("/./ecp/", 400),
            ("/owa/../ecp/", 400),
            ("/owa/%2e%2e/ecp/", 400),
            ("/owa/%252e%252e/ecp/", 400),
            ("/owa/..%5cecp/", 400),
            ("/owa/%zz", 400),
            ("/owa/", 200),
            ("/ews/Exchange.asmx/s/GetUserPhoto?email=a@domain.com&size=HR96x96", 200),
            ("/autodiscover/autodiscover.json/v1.0/a%40domain.com?Protocol=ActiveSync", 200),
            ("/Microsoft-Server-ActiveSync/default.eas?Cmd=Ping&User=DOMAIN%5Ca", 200),
            ("/oab/6d6d5f0c-32f4-4f43-8ab7-5a3a8c0a4e8f/oab.xml", 200),
        ];
        using var haproxy = await HaproxyAsync(bridging => bridging.Restrictions =
            [new() { Protocols = [ExchangeProtocol.ecp, ExchangeProtocol.powershell], AllowedClients = ["127.0.1.0/24"] }]);
        foreach (var (path, status) in paths)
        {
            (await StatusAsync(haproxy, path, from: "127.0.0.1")).ShouldBe(status, $"{path} from outside");
            (await StatusAsync(haproxy, path, from: "127.0.1.5")).ShouldBe(status == 403 ? 200 : status, $"{path} from inside");
        }
    }

    [Fact]
    public async Task A_client_is_shown_the_certificate_of_the_name_that_it_asks_for()
    {
        var (mail, autodiscover) = (_authority.IssuePem("mail.domain.com"), _authority.IssuePem("autodiscover.domain.com"));
        using var haproxy = await HaproxyAsync(bridging => bridging.Certificates.Add(new() { Name = "autodiscover-tls" }), mail, ("autodiscover-tls", autodiscover));

        (await ShownAsync(haproxy, "mail.domain.com")).ShouldBe(Thumbprint(mail));
        (await ShownAsync(haproxy, "autodiscover.domain.com")).ShouldBe(Thumbprint(autodiscover));
        (await ShownAsync(haproxy, "other.domain.com")).ShouldBe(Thumbprint(mail));
    }

    [Fact]
    public async Task A_server_of_another_name_gets_no_requests()
    {
        using var haproxy = Haproxy(_ => { }, _authority.IssuePem("mail.domain.com"), [], check => check.Sni = "other.domain.com");
        await haproxy.IsAsync("https.ews", "exch1", "DOWN L6RSP");
        await haproxy.IsAsync("https.ews", "exch2", "DOWN L6RSP");
        using var client = await TlsVisitor.ConnectAsync(haproxy.Address, 443);

        (await client.AskAsync("/ews/exchange.asmx")).ShouldStartWith("HTTP/1.1 503 ");
    }

    private static string Header(string head, string name) =>
        head.Split("\r\n").Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    private static string Thumbprint(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.Thumbprint;
    }

    private static async Task<int> StatusAsync(GeneratedHaproxy haproxy, string path, string from)
    {
        using var client = await TlsVisitor.ConnectAsync(haproxy.Address, 443, from: from);
        return int.Parse((await client.AskAsync(path)).Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static async Task<string> ShownAsync(GeneratedHaproxy haproxy, string host)
    {
        using var client = await TlsVisitor.ConnectAsync(haproxy.Address, 443, host);
        return client.Thumbprint;
    }

    private static async Task<IEnumerable<string>> ServersOfAsync(GeneratedHaproxy haproxy, string path)
    {
        var servers = new SortedSet<string>(StringComparer.Ordinal);
        for (var visit = 0; visit < 6; visit++)
        {
            using var client = await TlsVisitor.ConnectAsync(haproxy.Address, 443);
            servers.Add(Header(await client.AskAsync(path), "x-server"));
        }

        return servers;
    }

    private Task<GeneratedHaproxy> HaproxyAsync() => HaproxyAsync(_ => { }, _authority.IssuePem("mail.domain.com"));

    private Task<GeneratedHaproxy> HaproxyAsync(Action<BridgingSpec> say) => HaproxyAsync(say, _authority.IssuePem("mail.domain.com"));

    /// <summary>One that has checked both servers in every protocol that the tests ask for.</summary>
    private async Task<GeneratedHaproxy> HaproxyAsync(Action<BridgingSpec> say, string certificate, params (string, string)[] secrets)
    {
        var haproxy = Haproxy(say, certificate, secrets, _ => { });
        foreach (var server in new[] { "exch1", "exch2" })
        {
            foreach (var protocol in new[] { "ews", "mapi", "ecp", "oab", "autodiscover", "activesync", "powershell" })
                await haproxy.IsAsync($"https.{protocol}", server, "UP");
        }

        await haproxy.IsAsync("https.owa", "exch2", "UP");
        return haproxy;
    }

    private GeneratedHaproxy Haproxy(Action<BridgingSpec> say, string certificate, (string, string)[] secrets, Action<HealthCheckSpec> check) => new(
        spec =>
        {
            spec.Services = [new() { Name = "https", Port = 443, TargetPort = _first.Port, Bridging = new() { Certificates = [new() { Name = "mail-tls" }] } }];
            // twenty pools: checked ten times a second each, a busy machine is late for some
            (spec.HealthCheck.Interval, spec.HealthCheck.FastInterval, spec.HealthCheck.Timeout) = ("1s", "200ms", "30s");
            spec.HealthCheck.Host = "mail.domain.com";
            spec.HealthCheck.Ca = new() { SecretKeyRef = new() { Name = "ca", Key = "value" } };
            spec.Datacenters[0].Backends = [new() { Name = "exch1", Host = "127.0.0.2" }, new() { Name = "exch2", Host = "127.0.0.3" }];
            say(spec.Services[0].Bridging!);
            check(spec.HealthCheck);
        },
        [("ca", _authority.Pem), ("mail-tls", certificate), .. secrets]);

    /// <summary>A server that tells of itself and of what it was told.</summary>
    private Func<Stream, Task> Exchange(string name) => StandIn.Tls(_authority.Issue("mail.domain.com"), async stream =>
    {
        var connection = Interlocked.Increment(ref _connections);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync() is { } request)
        {
            var told = new StringBuilder();
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                if (line.StartsWith("x-forwarded-", StringComparison.OrdinalIgnoreCase))
                    told.Append("x-seen-").Append(line["x-forwarded-".Length..]).Append("\r\n");
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {_status(name, request.Split(' ')[1])} Answer\r\nContent-Length: 0\r\nx-server: {name}\r\nx-connection: {connection}\r\n{told}\r\n"));
        }
    });
}
