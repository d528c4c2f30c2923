namespace ExchangeHA.Kubernetes;

/// <summary>Decides, in the moment in which a write would leave this process, whether it still may.</summary>
public interface IWriteFence
{
    /// <summary>Throws when nothing may be written any more. Called often and by several threads; must be quick.</summary>
    void ThrowIfClosed();
}
