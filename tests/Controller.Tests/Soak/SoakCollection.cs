namespace ExchangeHA.Controller.Tests.Soak;

/// <summary>What is measured here is the whole process's: no other test may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SoakCollection
{
    public const string Name = "soak";
}
