using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>A client that keeps connecting, from its start until it is stopped.</summary>
public sealed class Client : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    // what a busy machine does not reach: a connection that is lost stays lost
    private const int RequestSeconds = 10;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private Client(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    internal static async Task<Client> StartAsync(ClusterScript script, string host, string address, double rate, int keep, double? keepMore, string path)
    {
        string[] more = keepMore is { } interval ? ["--keep-more", interval.ToString(CultureInfo.InvariantCulture)] : [];
        var client = new Client(script.Start(["client", host, "--address", address, "--rate", $"{rate}", "--keep", $"{keep}", "--path", path, "--timeout", $"{RequestSeconds}", .. more]));
        var first = await client._process.StandardOutput.ReadLineAsync().WaitAsync(Bound);
        if (first is not null)
            return client;
        var errors = await client._errors;
        await client.DisposeAsync();
        throw new InvalidOperationException($"the client did not start: {errors}");
    }

    /// <summary>Lets the requests under way end, and sums up.</summary>
    public async Task<ClientSummary> StopAsync()
    {
        _process.StandardInput.Close();
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Bound);
        await _process.WaitForExitAsync().WaitAsync(Bound);
        var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()
            ?? throw new InvalidOperationException($"the client said nothing: {await _errors}");
        return JsonSerializer.Deserialize<ClientSummary>(last, JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
