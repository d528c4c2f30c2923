namespace ExchangeHA.Balancing.Keepalived;

/// <summary>Stands in keepalived's file where each node has to find its interface by the address that it carries.</summary>
public static class InterfacePlaceholder
{
    /// <summary>No interface can be called so: names have no colon (Linux, <c>dev_valid_name</c>).</summary>
    public const string Word = "by:network";

    private const string Line = "    interface " + Word;

    /// <summary>The text with the interface's name in its place.</summary>
    public static string Fill(string text, string name) => text.Replace(Line, "    interface " + name, StringComparison.Ordinal);

    public static bool StandsIn(string text) => text.Contains(Line, StringComparison.Ordinal);
}
