namespace ExchangeHA.Kubernetes;

/// <summary>Why something failed, in a line.</summary>
internal static class Causes
{
    /// <summary>The message and that of the innermost cause, which tells a certificate's trouble from a cable's.</summary>
    public static string Of(Exception exception) => exception switch
    {
        OperationCanceledException => "no answer in time",
        _ when exception.GetBaseException() is var root && root != exception && !exception.Message.Contains(root.Message, StringComparison.Ordinal) => $"{exception.Message} {root.Message}",
        _ => exception.Message,
    };
}
