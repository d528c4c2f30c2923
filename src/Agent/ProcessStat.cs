using System.Globalization;
using System.Runtime.InteropServices;

namespace ExchangeHA.Agent;

/// <summary>A line of /proc/PID/stat.</summary>
/// <param name="StartTicks">Clock ticks between the machine's start and the process's: with the pid it names one process for ever.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessStat(bool IsZombie, long StartTicks)
{
    public static ProcessStat? TryRead(int pid)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{pid}/stat");
            // the second field is the program's name in parentheses, and may hold spaces and parentheses itself
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return new(fields[0] is "Z" or "X", long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
