using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ExchangeHA.Agent;

/// <summary>The system calls that .NET does not offer.</summary>
internal static partial class Native
{
    public const int SigHup = 1;
    public const int SigKill = 9;
    public const int SigUsr1 = 10;
    private const int NoFiles = 7;
    private const int ReadWrite = 2;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const short PollIn = 1;

    /// <summary>False when there is no such process.</summary>
    public static bool Signal(int pid, int signal) => Kill(pid, signal) == 0;

    /// <summary>Whether a process runs; one that ended and was not waited for does not.</summary>
    public static bool Exists(int pid) => ProcessStat.TryRead(pid) is { IsZombie: false };

    /// <summary>The hard limit of open files, which the daemon in the container beside this one has, too; a daemon raises its soft limit up to it.</summary>
    public static long HardFileLimit() =>
        GetLimit(NoFiles, out var limit) == 0 && limit.Hard < long.MaxValue ? (long)limit.Hard : long.MaxValue;

    /// <summary>Makes the named pipe unless it is there.</summary>
    public static void MakeFifo(string path)
    {
        const int alreadyThere = 17;
        if (MkFifo(path, 0x180) != 0 && Marshal.GetLastPInvokeError() != alreadyThere)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Opens a named pipe for reading and writing, so that it never ends when its writer does.</summary>
    public static int OpenFifo(string path)
    {
        var descriptor = Open(path, ReadWrite | NonBlocking | CloseOnExec);
        return descriptor >= 0 ? descriptor : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits for something to read; empty when there was nothing.</summary>
    public static unsafe int Read(int descriptor, Span<byte> buffer, int milliseconds)
    {
        var poll = new PollDescriptor { Descriptor = descriptor, Events = PollIn };
        if (Poll(&poll, 1, milliseconds) <= 0)
            return 0;
        fixed (byte* start = buffer)
            return (int)Math.Max(0, ReadDescriptor(descriptor, start, (nuint)buffer.Length));
    }

    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    /// <summary>A socket that gets every packet of an IP protocol; needs NET_RAW.</summary>
    public static int OpenRawSocket(int family, int protocol)
    {
        const int raw = 3;
        var descriptor = OpenSocket(family, raw | CloseOnExec, protocol);
        return descriptor >= 0 ? descriptor : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Becomes another program: returns only by throwing.</summary>
    public static unsafe void Execute(string program, IReadOnlyList<string> arguments)
    {
        var count = arguments.Count + 1;
        var vector = (byte**)NativeMemory.AllocZeroed((nuint)count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < count; i++)
            vector[i] = (byte*)Marshal.StringToCoTaskMemUTF8(i == 0 ? program : arguments[i - 1]);
        _ = ExecVp(program, vector);
        throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{program} could not be executed.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int OpenSocket(int family, int kind, int protocol);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint ReadDescriptor(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int ExecVp(string program, byte** arguments);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
