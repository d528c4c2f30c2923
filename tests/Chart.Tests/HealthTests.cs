using System.Text;
using YamlDotNet.RepresentationModel;

namespace ExchangeHA.Chart.Tests;

/// <summary>How those who deploy judge a balancer, on statuses that <c>record-statuses.sh</c> took from a running cluster: Argo CD by Lua, Flux by kstatus.</summary>
public sealed class HealthTests
{
    private static readonly string Statuses = Repository.At("tests", "Chart.Tests", "statuses");

    /// <summary>The recorded object, and what Argo CD and kstatus are to say of it.</summary>
    public static TheoryData<string, string, string> Recorded => new()
    {
        // kstatus takes what has no status at all for finished
        { "new", "Progressing", "Current" },
        { "starting", "Progressing", "InProgress" },
        { "serving", "Healthy", "Current" },
        { "server-down", "Healthy", "Current" },
        { "link-cut", "Healthy", "Current" },
        { "no-healthy-server", "Degraded", "InProgress" },
        { "refused-resource", "Degraded", "Failed" },
        { "refused-configuration", "Degraded", "Failed" },
        { "changed-and-not-seen", "Progressing", "InProgress" },
        { "node-serving", "Healthy", "Current" },
        { "node-refused", "Degraded", "Current" },
        { "node-new", "Progressing", "Current" },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Argo_CD_and_Flux_see_what_is(string recorded, string argo, string kstatus)
    {
        var value = Yaml.Document(Path.Combine(Statuses, recorded + ".yaml"));
        var script = value.At("kind").Text() == "ExchangeBalancer" ? "exchangebalancer.lua" : "balancernode.lua";
        var result = Lua(value, Repository.At("config", "argocd", script));
        result[0].ShouldBe(argo);
        result[1].ShouldNotBeEmpty();
        Kstatus(value).ShouldBe(kstatus);
    }

    [Fact]
    public void Each_recorded_status_is_judged() =>
        Directory.GetFiles(Statuses, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)
            .ShouldBe(Recorded.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    /// <summary>As Argo CD does: the object is the global <c>obj</c>, and what the script returns is the health.</summary>
    private static string[] Lua(YamlNode value, string script)
    {
        var program = new StringBuilder("obj = ");
        Append(program, value);
        program.Append($"\nlocal health = assert(loadfile({Quoted(script)}))()\nprint(health.status)\nprint((health.message:gsub('\\n', ' ')))\n");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, program.ToString());
            return Tools.Run("lua5.4", file).OrThrow().Split('\n');
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Append(StringBuilder program, YamlNode value)
    {
        switch (value)
        {
            case YamlMappingNode map:
                program.Append('{');
                foreach (var (key, entry) in map.Entries())
                {
                    program.Append($"[{Quoted(key)}]=");
                    Append(program, entry);
                    program.Append(',');
                }

                program.Append('}');
                break;
            case YamlSequenceNode list:
                program.Append('{');
                foreach (var item in list)
                {
                    Append(program, item);
                    program.Append(',');
                }

                program.Append('}');
                break;
            case YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, out _) || scalar.Value is "true" or "false":
                program.Append(scalar.Value);
                break;
            default:
                program.Append(Quoted(value.Text()));
                break;
        }
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var value in Encoding.UTF8.GetBytes(text))
            quoted.Append($"\\{value:D3}");
        return quoted.Append('"').ToString();
    }

    /// <summary>The published rules of kstatus (sigs.k8s.io/cli-utils, "Custom resources") for kinds that it does not know.</summary>
    private static string Kstatus(YamlNode value)
    {
        if (value.At("metadata", "deletionTimestamp") is not null)
            return "Terminating";
        if (value.At("status", "observedGeneration").Text() is { Length: > 0 } observed && observed != value.At("metadata", "generation").Text())
            return "InProgress";
        var conditions = value.At("status", "conditions").Items().ToDictionary(condition => condition.At("type").Text(), condition => condition.At("status").Text(), StringComparer.Ordinal);
        if (conditions.GetValueOrDefault("Reconciling") == "True")
            return "InProgress";
        if (conditions.GetValueOrDefault("Stalled") == "True")
            return "Failed";
        // Flux waits for Ready of what has one
        return conditions.GetValueOrDefault("Ready") is null or "True" ? "Current" : "InProgress";
    }
}
