using System.Text;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Reads keepalived's notify fifo line by line. keepalived holds it open for reading, too, so lines wait in it while no agent runs.</summary>
public static class NotifyFifo
{
    /// <summary>Runs until cancelled.</summary>
    public static Task RunAsync(string path, Action<string> onLine, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Read(path, onLine, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Read(string path, Action<string> onLine, CancellationToken cancellationToken)
    {
        Native.MakeFifo(path);
        var descriptor = Native.OpenFifo(path);
        try
        {
            var buffer = new byte[4096];
            var line = new StringBuilder();
            while (!cancellationToken.IsCancellationRequested)
            {
                var count = Native.Read(descriptor, buffer, milliseconds: 200);
                foreach (var character in Encoding.ASCII.GetString(buffer, 0, count))
                {
                    if (character != '\n')
                    {
                        line.Append(character);
                        continue;
                    }

                    onLine(line.ToString());
                    line.Clear();
                }
            }
        }
        finally
        {
            Native.Close(descriptor);
        }
    }
}
