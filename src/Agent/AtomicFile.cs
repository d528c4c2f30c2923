namespace ExchangeHA.Agent;

/// <summary>A file that readers see whole: the old one or the new one.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            File.WriteAllText(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(temporary);
            throw;
        }
    }
}
