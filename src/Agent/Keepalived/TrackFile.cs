namespace ExchangeHA.Agent.Keepalived;

/// <summary>The file that keepalived watches: 0 lets the node hold the address, 1 puts it into FAULT.</summary>
/// <remarks>Written in place and never removed: keepalived takes a missing file for health.</remarks>
public sealed class TrackFile(string path)
{
    /// <summary>Null when the file is not there or holds something else.</summary>
    public bool? IsHealthy
    {
        get
        {
            try
            {
                return File.ReadAllText(path).Trim() switch { "0" => true, "1" => false, _ => null };
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    public void Write(bool healthy)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(healthy ? "0\n"u8 : "1\n"u8);
        if (file.Length > 2)
            file.SetLength(2);
    }
}
