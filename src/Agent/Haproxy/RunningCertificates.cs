using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>The certificates that a running haproxy shows to clients, changed without a reload (haproxy management guide, <c>set ssl cert</c>).</summary>
internal sealed class RunningCertificates(AgentPaths paths, HaproxySocket admin)
{
    private const string FingerprintLine = "SHA1 FingerPrint: ";
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    /// <summary>Has haproxy take over the files, one after the other; null when it shows them, else what it said, without keys.</summary>
    public async Task<string?> TakeAsync(ImmutableArray<AuxiliaryFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            if (await TakeAsync(file, cancellationToken) is { } failure)
                return failure;
        }

        return null;
    }

    /// <summary>Whether haproxy shows what the files of these names hold; names of other files than certificates do not matter. Null when it does not say.</summary>
    public async Task<bool?> AreServedAsync(ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        foreach (var (name, link) in names.Select(name => (name, AuxiliaryFile.LinkOf(name))))
        {
            if (link is null)
                continue;
            if (await admin.TrySendAsync($"show ssl cert {PathOf(link)}", AnswerBound, cancellationToken) is not { Length: > 0 } answer)
                return null;
            if (FingerprintIn(answer) != FingerprintOf(await ReadAsync(name, cancellationToken)))
                return false;
        }

        return true;
    }

    private async Task<string?> TakeAsync(AuxiliaryFile file, CancellationToken cancellationToken)
    {
        var path = PathOf(file.Link!);
        // one that an agent before this one left open would be committed with this one
        await admin.TrySendAsync($"abort ssl cert {path}", AnswerBound, cancellationToken);
        // the empty line after the file ends it
        var set = await admin.TrySendAsync($"set ssl cert {path} <<\n{file.Text.Reveal}", AnswerBound, cancellationToken);
        if (set?.StartsWith("Transaction", StringComparison.Ordinal) != true)
            return await AbortAsync(path, set, cancellationToken);
        var commit = await admin.TrySendAsync($"commit ssl cert {path}", AnswerBound, cancellationToken);
        if (commit?.Contains("Success!", StringComparison.Ordinal) != true)
            return await AbortAsync(path, commit, cancellationToken);
        var shown = await admin.TrySendAsync($"show ssl cert {path}", AnswerBound, cancellationToken);
        return FingerprintIn(shown) == FingerprintOf(file.Text.Reveal) ? null : "haproxy shows another certificate than it was given.";
    }

    private async Task<string> AbortAsync(string path, string? answer, CancellationToken cancellationToken)
    {
        await admin.TrySendAsync($"abort ssl cert {path}", AnswerBound, cancellationToken);
        return answer?.Trim() is { Length: > 0 } said ? said.ReplaceLineEndings(" ") : "haproxy did not answer.";
    }

    private string PathOf(string link) => Path.Combine(paths.CertificatesDirectory, link);

    private async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(Path.Combine(paths.FilesDirectory, name), cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? FingerprintIn(string? answer) =>
        answer?.Split('\n').FirstOrDefault(line => line.StartsWith(FingerprintLine, StringComparison.Ordinal))?[FingerprintLine.Length..].Trim();

    private static string? FingerprintOf(string? pem)
    {
        if (pem is null)
            return null;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.Thumbprint;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
