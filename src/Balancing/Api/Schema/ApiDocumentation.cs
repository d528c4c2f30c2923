using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ExchangeHA.Balancing.Api.Schema;

/// <summary>The doc comments of the resource types, from the XML file that the compiler writes: the descriptions that <c>kubectl explain</c> shows.</summary>
public sealed partial class ApiDocumentation
{
    private readonly Dictionary<string, string> _summaries;

    private ApiDocumentation(Dictionary<string, string> summaries) => _summaries = summaries;

    public static ApiDocumentation Load(Stream xml)
    {
        var summaries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in XDocument.Load(xml).Descendants("member"))
        {
            if (member.Attribute("name")?.Value is { } name && member.Element("summary") is { } summary)
                summaries[name] = Spaces().Replace(Flatten(summary), " ").Trim();
        }

        return new ApiDocumentation(summaries);
    }

    public string? Of(Type type) => _summaries.GetValueOrDefault($"T:{Id(type)}");

    public string? Of(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{Id(property.DeclaringType!)}.{property.Name}");

    private static string Id(Type type) => type.FullName!.Replace('+', '.');

    private static string Flatten(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => Referred(reference),
        XElement inner => Flatten(inner),
        _ => "",
    }));

    /// <summary>The last name of what <c>see</c> or <c>paramref</c> points at.</summary>
    private static string Referred(XElement reference)
    {
        var target = reference.Attributes().FirstOrDefault()?.Value ?? "";
        return target[(target.LastIndexOfAny(['.', ':']) + 1)..];
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
