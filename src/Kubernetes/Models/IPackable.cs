namespace ExchangeHA.Kubernetes.Models;

/// <summary>
/// An object of which a large part is looked at seldom. Informers' stores hold it packed, a tenth of its size; whoever reads the part gets it unpacked, a copy each time, and does not notice.
/// </summary>
public interface IPackable
{
    /// <summary>Packs the part. Before the object is shared: nothing guards it.</summary>
    void Pack();
}
