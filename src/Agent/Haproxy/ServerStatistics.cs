using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>The servers of the services, read from <c>show stat</c>.</summary>
public static class ServerStatistics
{
    /// <summary>The product's own proxies; every other proxy is a service.</summary>
    public const string InternalPrefix = "exchange-ha-";

    public static ImmutableArray<ServerStatus> Parse(string csv)
    {
        var lines = csv.Split('\n');
        var columns = lines[0].TrimStart('#', ' ').Split(',').Select((name, index) => (name, index)).ToLookup(column => column.name, column => column.index);
        var servers = ImmutableArray.CreateBuilder<ServerStatus>();
        foreach (var line in lines.Skip(1))
        {
            var cells = Cells(line);
            string Cell(string column) => columns[column].Select(index => index < cells.Count ? cells[index] : "").FirstOrDefault("");
            // type 2 is a server; 0 and 1 are the frontend and the backend itself
            if (Cell("type") != "2" || Cell("pxname").StartsWith(InternalPrefix, StringComparison.Ordinal))
                continue;
            var check = Cell("check_status").TrimStart('*', ' ');
            var state = StateOf(Cell("status"));
            servers.Add(new ServerStatus
            {
                Service = Cell("pxname"),
                Name = Cell("svname"),
                State = state,
                Reason = ReasonOf(state, Cell("status"), check, Cell("check_code")),
                IsBackup = Cell("bck") == "1",
                IsChecked = check != "INI",
            });
        }

        return servers.ToImmutable();
    }

    private static ServerState StateOf(string status) => status.Split(' ')[0] switch
    {
        "UP" => ServerState.Up,
        "DOWN" => ServerState.Down,
        "NOLB" or "DRAIN" => ServerState.Drain,
        "MAINT" when status.Contains("resolution", StringComparison.Ordinal) => ServerState.Unknown,
        "MAINT" => ServerState.Maintenance,
        // "no check"
        _ => ServerState.Unknown,
    };

    private static string? ReasonOf(ServerState state, string status, string check, string code) => state switch
    {
        ServerState.Down when check.Length > 0 => code.Length > 0 && code != "0" ? $"{check}/{code}" : check,
        ServerState.Unknown => status,
        _ => null,
    };

    /// <summary>haproxy quotes a cell that holds a comma, and doubles the quotes in it.</summary>
    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var character in line.TrimEnd('\r'))
        {
            if (character == '"')
                quoted = !quoted;
            else if (character == ',' && !quoted)
                (cells, cell) = (Added(cells, cell), new());
            else
                cell.Append(character);
        }

        return Added(cells, cell);
    }

    private static List<string> Added(List<string> cells, System.Text.StringBuilder cell)
    {
        cells.Add(cell.ToString());
        return cells;
    }
}
