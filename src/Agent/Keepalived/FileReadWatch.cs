using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Notices that some process opened a file, through inotify.</summary>
internal sealed partial class FileReadWatch : IDisposable
{
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const uint Opened = 0x20;

    private readonly int _descriptor;

    public FileReadWatch(string path)
    {
        _descriptor = Init(NonBlocking | CloseOnExec);
        if (_descriptor < 0 || AddWatch(_descriptor, path, Opened) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Whether the file was opened since the last call.</summary>
    public bool WasOpened() => Native.Read(_descriptor, stackalloc byte[4096], 0) > 0;

    public void Dispose() => Native.Close(_descriptor);

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddWatch(int descriptor, string path, uint mask);
}
