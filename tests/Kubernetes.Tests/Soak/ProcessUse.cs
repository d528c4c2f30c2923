using System.Diagnostics;

namespace ExchangeHA.Kubernetes.Tests.Soak;

/// <summary>What this process holds.</summary>
/// <param name="Memory">Bytes of managed memory that are reachable.</param>
/// <param name="Descriptors">Open files and sockets.</param>
internal sealed record ProcessUse(long Memory, int Descriptors, int Threads)
{
    public static ProcessUse Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return new ProcessUse(GC.GetTotalMemory(forceFullCollection: true), Directory.GetFiles("/proc/self/fd").Length, process.Threads.Count);
    }
}
