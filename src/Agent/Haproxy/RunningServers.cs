using System.Globalization;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>The servers' weights and states in a running haproxy, changed without a reload (haproxy management guide, <c>set server</c>).</summary>
internal sealed class RunningServers(HaproxySocket admin)
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    /// <summary>Whether the servers are as the text says. Null when haproxy does not say.</summary>
    public async Task<bool?> AreSetAsync(string text, CancellationToken cancellationToken) =>
        await CommandsAsync(text, cancellationToken) is { } commands ? commands.Count == 0 : null;

    /// <summary>Has haproxy change what is not as the text says; null when all is, else what it said.</summary>
    public async Task<string?> TakeAsync(string text, CancellationToken cancellationToken)
    {
        if (await CommandsAsync(text, cancellationToken) is not { } commands)
            return "haproxy did not tell its servers.";
        var said = "";
        foreach (var command in commands)
            said += await admin.TrySendAsync(command, AnswerBound, cancellationToken) ?? "no answer";
        return await AreSetAsync(text, cancellationToken) == true ? null : $"its servers are not as they were to be: {said.Trim().ReplaceLineEndings(" ")}";
    }

    private async Task<List<string>?> CommandsAsync(string text, CancellationToken cancellationToken)
    {
        if (await admin.TrySendAsync("show servers state", AnswerBound, cancellationToken) is not { Length: > 0 } states)
            return null;
        var settings = ServerSettings.In(text);
        var commands = new List<string>();
        foreach (var words in states.Split('\n').Select(line => line.Split(' ')).Where(words => words.Length > ServerStates.Weight))
        {
            if (!settings.TryGetValue((words[ServerStates.Backend], words[ServerStates.Server]), out var wanted))
                continue;
            var server = $"{words[ServerStates.Backend]}/{words[ServerStates.Server]}";
            if (words[ServerStates.Weight] != wanted.Weight.ToString(CultureInfo.InvariantCulture))
                commands.Add($"set server {server} weight {wanted.Weight}");
            if (ServerStates.IsInMaintenance(words) != wanted.IsDisabled)
            {
                // one that comes back is proved alive by its checks first; haproxy would take it for alive until they fail
                commands.Add(wanted.IsDisabled ? $"set server {server} state maint" : $"set server {server} state ready; set server {server} health down");
            }
        }

        return commands;
    }
}
