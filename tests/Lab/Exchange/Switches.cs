namespace ExchangeHA.Lab.Exchange;

/// <summary>
/// One file for each protocol that somebody has switched, read at each request: no control port is needed, and a
/// restarted server is as it was left.
/// </summary>
internal sealed class Switches(string directory)
{
    public SwitchState this[string protocol]
    {
        get
        {
            try
            {
                return Enum.Parse<SwitchState>(File.ReadAllText(Path.Combine(directory, protocol)).Trim(), ignoreCase: true);
            }
            catch (FileNotFoundException)
            {
                return SwitchState.Ok;
            }
        }
    }
}
