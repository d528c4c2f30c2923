namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>Who manages fields. The same name that applies and that updates is two managers.</summary>
/// <param name="Operation">Apply or Update.</param>
/// <param name="ApiVersion">In which the object was written.</param>
internal readonly record struct Manager(string Name, string Operation, string ApiVersion)
{
    /// <summary>As a conflict names it.</summary>
    public string ToConflict() => Operation == "Apply" ? $"\"{Name}\"" : $"\"{Name}\" using {ApiVersion}";
}
