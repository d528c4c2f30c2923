namespace ExchangeHA.Bench.Reporting;

/// <summary>A line of the report.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Here">The measure.</param>
/// <param name="Beside">What it is compared with, measured in the same run, and what that came to; empty when there is nothing.</param>
/// <param name="Ratio">The measure by that.</param>
/// <param name="Quoted">KubeOps' figure, or what was aimed at.</param>
internal sealed record Figure(string What, string Here, string Beside = "", double? Ratio = null, string Quoted = "");
