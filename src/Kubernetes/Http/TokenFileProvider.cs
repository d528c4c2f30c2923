using System.Net.Http.Headers;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>A token in a file that someone else rotates, as the kubelet does with service account tokens.</summary>
internal sealed class TokenFileProvider(string path, TimeProvider timeProvider) : ITokenProvider
{
    /// <summary>The kubelet rotates at 80 % of a token's life of at least ten minutes, so a minute late is early enough.</summary>
    private static readonly TimeSpan RereadAfter = TimeSpan.FromMinutes(1);

    private volatile Entry? _entry;

    public async ValueTask<AuthenticationHeaderValue?> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        var entry = _entry;
        if (entry is { Invalid: false } && timeProvider.GetElapsedTime(entry.ReadAt) < RereadAfter)
            return entry.Header;
        try
        {
            var readAt = timeProvider.GetTimestamp();
            var token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            if (token.Length == 0)
                throw new IOException($"The token file {path} is empty.");
            _entry = entry = new Entry(new AuthenticationHeaderValue("Bearer", token), readAt, Invalid: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && entry is not null)
        {
            // The file is being replaced: the token read before may still be good, and the server says so if it is not.
        }
        return entry!.Header;
    }

    public void Invalidate()
    {
        if (_entry is { } entry)
            _entry = entry with { Invalid = true };
    }

    private sealed record Entry(AuthenticationHeaderValue Header, long ReadAt, bool Invalid)
    {
        public override string ToString() => "***";
    }
}
