using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Haproxy;
using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Haproxy;
using ExchangeHA.Balancing.Tests.Keepalived;

namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>What is read back from rendered text: the directives of the plan and no other, each value whole and in its place.</summary>
internal static class FuzzExpectations
{
    // these are no values: they are written by the product itself, with quotes that the reader of words does not know
    private static readonly string[] WeaklyQuoted = ["tcp-check send \"", "localpeer \"", ".if streq(\"", "http-after-response set-header Strict-Transport-Security \""];

    public static void Haproxy(string text, BalancerPlan plan, DatacenterPlan datacenter)
    {
        var lines = HaproxyLines(text);
        SameShape(lines, HaproxyLines(HaproxyRenderer.Render(Tame.Of(plan), Tame.Of(datacenter))));

        var sections = Sections(lines);
        Names("frontend").ShouldBe(plan.Pools.Select(pool => pool.Name));
        Names("backend").ShouldBe(plan.Backends.Select(pool => pool.Name));
        foreach (var pool in plan.Pools)
        {
            var frontend = sections.Single(section => section[0][0] == "frontend" && section[0][1] == pool.Name);
            frontend.Count(line => line[0] == "bind").ShouldBe(plan.Bind == BindMode.Wildcard ? 1 + (plan.Router.Addresses.Any(address => address.IsIPv6) ? 1 : 0) : plan.Router.Addresses.Length);
            if (pool.Bridge is not { } bridge)
                continue;
            frontend.Where(line => line[0] == "bind").ShouldAllBe(line => line.Count(word => word == "crt") == bridge.Certificates.Length);
            frontend.Where(line => line[0] == "use_backend").Select(line => (line[1], line[^2])).ShouldBe(bridge.Routes.Select(route => (route.Pool.Name, route.Path)));
            frontend.Count(line => line[0] == "acl" && line[1].EndsWith("-client", StringComparison.Ordinal)).ShouldBe(bridge.Restrictions.Sum(restriction => restriction.AllowedClients.Length));
        }

        foreach (var pool in plan.Backends)
        {
            var backend = sections.Single(section => section[0][0] == "backend" && section[0][1] == pool.Name);
            backend.Where(line => line[0] == "server").Select(line => (line[1], line[2])).ShouldBe(datacenter.Servers.Select(server => (server.Name, $"{(server.Host.Contains(':') ? $"[{server.Host}]" : server.Host)}:{pool.TargetPort}")));
            backend.Count(line => line is ["http-check", "send", ..]).ShouldBe(pool.Check.Paths.Length);
            // of a bridged service the pools of the protocols tell
            if (plan.Email is { } email && pool.Bridge is null)
                (Value(backend, "email-alert", "from"), Value(backend, "email-alert", "to")).ShouldBe((email.From, email.To[0]));
        }

        if (plan.Stats is { } stats)
        {
            var page = sections.Single(section => section[0] is ["frontend", "exchange-ha-stats"]);
            Value(page, "stats", "uri").ShouldBe(stats.Path);
            if (stats.Password is { } password)
                Value(page, "stats", "auth").ShouldBe($"{stats.User}:{password.Reveal}");
        }

        IEnumerable<string> Names(string kind) => sections.Where(section => section[0][0] == kind && !section[0][1].StartsWith(HaproxyRenderer.ReservedPrefix, StringComparison.Ordinal)).Select(section => section[0][1]);
    }

    public static void Keepalived(string text, BalancerPlan plan, DatacenterPlan datacenter, NodePlan node)
    {
        var lines = KeepalivedLines(text);
        SameShape(lines, KeepalivedLines(KeepalivedRenderer.Render(Tame.Of(plan), Tame.Of(datacenter), node)));

        var instances = InstancePlan.Of(plan);
        lines.Where(line => line[0] == "vrrp_instance").Select(line => line[1]).ShouldBe(instances.Select(instance => instance.Name));
        Block("virtual_ipaddress").Concat(Block("virtual_ipaddress_excluded")).Order(StringComparer.Ordinal).ShouldBe(plan.Router.Addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal));
        Block("notification_email").ShouldBe(plan.Email?.To ?? []);
        lines.Where(line => line[0] == "notification_email_from").Select(line => line[1]).ShouldBe(plan.Email is { } email ? [email.From] : []);
        lines.Where(line => line[0] == "interface").Select(line => line[1]).ShouldAllBe(name => name == (datacenter.Interface ?? InterfacePlaceholder.Word));
        lines.Where(line => line[0] == "auth_pass").Select(line => line[1]).ShouldAllBe(word => word == VrrpPassword.Significant(plan.Router.Password!).Reveal);

        IEnumerable<string> Block(string name) => lines.Select((line, index) => (line, index)).Where(entry => entry.line[0] == name)
            .SelectMany(entry => lines.Skip(entry.index + 1).TakeWhile(line => line[0] != "}").Select(line => line[0]));
    }

    private static void SameShape(List<List<string>> lines, List<List<string>> tame)
    {
        lines.Count.ShouldBe(tame.Count);
        for (var index = 0; index < lines.Count; index++)
        {
            lines[index].Count.ShouldBe(tame[index].Count, string.Join(' ', lines[index]));
            // a line that begins with a value has none of the product's own words there
            if (!tame[index][0].StartsWith(Tame.Word, StringComparison.Ordinal))
                lines[index][0].ShouldBe(tame[index][0]);
        }
    }

    private static List<List<string>> HaproxyLines(string text) => Lines(text, line => Array.Exists(WeaklyQuoted, line.TrimStart().StartsWith) ? [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)] : HaproxyWords.Of(line));

    private static List<List<string>> KeepalivedLines(string text) => Lines(text, KeepalivedWords.Of);

    private static List<List<string>> Lines(string text, Func<string, List<string>> words) => [.. text.Split('\n').Select(words).Where(line => line.Count > 0)];

    /// <summary>Of a haproxy file: each its lines, the first of which names it.</summary>
    private static List<List<List<string>>> Sections(List<List<string>> lines)
    {
        var sections = new List<List<List<string>>>();
        foreach (var line in lines)
        {
            if (line[0] is "global" or "defaults" or "frontend" or "backend" or "listen" or "peers" or "resolvers" or "mailers")
                sections.Add([]);
            sections[^1].Add(line);
        }

        return sections;
    }

    private static string Value(List<List<string>> section, string first, string second) => section.Single(line => line[0] == first && line[1] == second)[2];
}
