namespace ExchangeHA.Balancing.Validation;

/// <summary>
/// Addresses in CEL, as <see cref="Planning.IPNetworkAddress"/> reads them. CEL's own <c>ip()</c> and <c>cidr()</c> came with Kubernetes 1.30 and are accepted in a new definition
/// from 1.31 on (decision 23).
/// </summary>
internal static class CelAddress
{
    private const string Part = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private const string Group = "[0-9a-fA-F]{1,4}";
    private const string Length4 = "(/(0{0,2}[0-9]|0?[12][0-9]|0?3[0-2]))?";
    private const string Length6 = "(/(0{0,2}[0-9]|0?[1-9][0-9]|1[01][0-9]|12[0-8]))?";
    public const string IPv4 = $"({Part}[.]){{3}}{Part}";
    private const string IPv6 = $"(({Group}(:{Group})*)?::)?(({Group}:)*({Group}|{IPv4}))?";

    // a regular expression cannot count: eight groups, or fewer with ::, where an IPv4 address at the end stands for two; and IPv4 in IPv6's clothes is neither
    private const string Sound6 = "[self.split('/')[0].findAll('[^:]+').size() + (self.contains('.') ? 1 : 0)].all(groups, self.contains('::') ? groups < 8 : groups == 8)"
        + " && !self.matches('^[0:]*:[fF]{4}:([^:]+:[^:]+|[^:]+[.][^:]+)(/|$)')";

    /// <summary><c>self</c> is an address, with a length or without.</summary>
    public const string IsAddressWithLength = $"self.matches('^{IPv4}{Length4}$') || self.matches('^{IPv6}{Length6}$') && {Sound6}";

    /// <summary><c>self</c> is an IPv4 address alone.</summary>
    public const string IsIPv4 = $"self.matches('^{IPv4}$')";

    /// <summary><c>self</c> is an IPv6 address alone.</summary>
    public const string IsIPv6 = $"self.matches('^{IPv6}$') && {Sound6}";

    /// <summary><c>self</c> is an address alone.</summary>
    public const string IsAddress = $"{IsIPv4} || {IsIPv6}";

    /// <summary><c>self</c> is none of the addresses that <see cref="HostAddress"/> refuses, with a length or without.</summary>
    public const string IsFit = "!self.matches('^(127[.]|2(2[4-9]|3[0-9])[.]|0[.]0[.]0[.]0(/|$)|255[.]255[.]255[.]255(/|$)|[fF]{2}[0-9a-fA-F]{2}:|[fF][eE][89abAB][0-9a-fA-F]:|[0:]*:0{0,3}[01]?(/|$))')";

    /// <summary><c>self</c> is a loopback address.</summary>
    public const string IsLoopback = "self.matches('^(127[.]|[0:]*:0{0,3}1(/|$))')";

    /// <summary>The number of addresses in the network of <c>self</c>, an IPv4 address with a length, and the place of the address among them.</summary>
    private const string Size4 = "[32 - int(self.split('/')[1])].map(bits, [1, 256, 65536, 16777216, 4294967296][bits / 8] * [1, 2, 4, 8, 16, 32, 64, 128][bits % 8])[0]";
    private const string Number4 = "[self.split('/')[0].split('.').map(part, int(part))].map(part, part[0] * 16777216 + part[1] * 65536 + part[2] * 256 + part[3])[0]";

    /// <summary>Unless <c>self</c> is an IPv4 address with a length, or the length is that of one or two addresses, it is neither the first nor the last address of its network.</summary>
    public const string IsHost = $"self.contains(':') || !self.contains('/') || self.matches('/0*3[12]$') || [{Size4}].all(size, ({Number4} + 1) % size > 1)";

    /// <summary>Unless <c>self</c> is an IPv4 address with a length, it is the first address of its network.</summary>
    public const string IsNetwork = $"self.contains(':') || !self.contains('/') || {Number4} % {Size4} == 0";
}
