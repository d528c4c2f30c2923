using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation;

/// <summary>One thing that must hold. A rule says nothing of values that the schema refuses; those have their finding already.</summary>
public interface IRule
{
    IEnumerable<Finding> Check(ClusterSnapshot snapshot);
}
