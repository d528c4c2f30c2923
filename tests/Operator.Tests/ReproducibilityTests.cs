using System.Diagnostics;

namespace ExchangeHA.Operator.Tests;

/// <summary>Who has the sources can find out whether a published program was made from them, and of what else.</summary>
public sealed class ReproducibilityTests
{
    // two publications, one of them the images', on a machine that is busy with other tests
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task Published_elsewhere_the_program_is_the_same_byte_for_byte_and_its_components_are_listed()
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(CommandLine.Repository, "tests/reproducible.sh")) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var hang = new CancellationTokenSource(Hang);
        await process.WaitForExitAsync(hang.Token);

        process.ExitCode.ShouldBe(0, string.Concat(await said));
    }
}
