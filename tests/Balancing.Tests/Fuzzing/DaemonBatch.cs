using System.Diagnostics;

namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>The real programs' opinion of many files: one start of the namespaces of <see cref="Golden.DaemonCheck"/> for all of them, which takes longer than a check.</summary>
internal static class DaemonBatch
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    /// <summary>What the program said of each of those that it refused or was not content with.</summary>
    public static List<(DaemonFile File, string Said)> Refused(string root, IReadOnlyList<DaemonFile> files)
    {
        if (files.Count == 0)
            return [];
        var folder = Directory.CreateTempSubdirectory("exchange-ha-fuzz-");
        try
        {
            for (var index = 0; index < files.Count; index++)
                Write(folder.CreateSubdirectory($"{index}"), files[index]);
            Run(root.TrimEnd('/'), folder.FullName);
            return [.. files.Select((file, index) => (File: file, Said: Said(Path.Combine(folder.FullName, $"{index}")))).Where(entry => entry.Said is not null).Select(entry => (entry.File, entry.Said!))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(DirectoryInfo folder, DaemonFile file)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "file"), file.Text);
        File.WriteAllText(Path.Combine(folder.FullName, "for"), $"{(file.IsHaproxy ? "haproxy -c -f" : "keepalived -t -f")}\n{file.Node}\n{(file.IsHaproxy ? "lo" : file.Interface)}\n");
        var (files, certificates) = (folder.CreateSubdirectory("files"), folder.CreateSubdirectory("certificates"));
        foreach (var named in file.IsHaproxy ? file.Files : [])
            File.WriteAllText(Path.Combine((named.Link is null ? files : certificates).FullName, Path.GetFileName(named.Path)), named.Text.Reveal);
    }

    private static string? Said(string folder)
    {
        var code = File.ReadAllText(Path.Combine(folder, "code")).Trim();
        var said = File.ReadAllText(Path.Combine(folder, "said"));
        return code == "0" && !said.Contains("WARNING", StringComparison.OrdinalIgnoreCase) ? null : $"exit code {code}: {said}";
    }

    private static void Run(string root, string folder)
    {
        // an interface of a name that the kernel has for itself (all, default) cannot be made: then there is nothing to check
        var script = $$"""
            set -e
            mount -t tmpfs none "{{root}}/run"
            mkdir -m 755 "{{root}}/run/exchange-ha"
            umask 077
            echo 1 >"{{root}}/run/exchange-ha/servers.state"
            echo "nameserver 127.0.0.1" >"{{root}}/run/resolv.conf"
            mount --bind "{{root}}/run/resolv.conf" "{{root}}/etc/resolv.conf"
            ip link set lo up
            for folder in "{{folder}}"/*/; do
              rm -rf "{{root}}/run/exchange-ha/files" "{{root}}/run/exchange-ha/certificates" "{{root}}"/run/*.pid "{{root}}"/run/keepalived
              cp "${folder}file" "{{root}}/run/exchange-ha/file"
              cp -r "${folder}files" "${folder}certificates" "{{root}}/run/exchange-ha"
              { read -r command; read -r node; read -r interface; } <"${folder}for"
              code=0
              if [ "$interface" != lo ] && ! { ip link add name "$interface" type veth peer name render-peer && ip link set dev "$interface" up; } 2>/dev/null; then
                : >"${folder}said"
              else
                NODE_NAME=$node chroot "{{root}}/" $command /run/exchange-ha/file >"${folder}said" 2>&1 || code=$?
                [ "$interface" = lo ] || ip link del dev "$interface"
              fi
              echo $code >"${folder}code"
            done
            """;
        using var process = Process.Start(new ProcessStartInfo("unshare", ["--net", "--mount", "sh", "-c", script]) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Hang))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The checks did not end within {Hang}.");
        }

        process.ExitCode.ShouldBe(0, errors.GetAwaiter().GetResult());
    }
}
