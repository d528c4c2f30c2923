using ExchangeHA.Bench.Reporting;

namespace ExchangeHA.Bench.Parts;

/// <summary>A part of the benchmarks: a section of the report.</summary>
internal interface IPart
{
    /// <summary>As <c>PARTS</c> names it.</summary>
    string Name { get; }

    string Title { get; }

    Task<IReadOnlyList<Figure>> RunAsync();
}
