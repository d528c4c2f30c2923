namespace ExchangeHA.Balancing.Planning;

/// <summary>A value cannot stand in a configuration file. The message says why and never shows the value, which may be a password.</summary>
public sealed class ConfigurationValueException(string reason) : Exception($"A value of the configuration holds {reason}.");
