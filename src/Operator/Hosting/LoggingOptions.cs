using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Hosting;

/// <summary>How every verb logs.</summary>
internal static class LoggingOptions
{
    public static readonly Option<LogLevel> Level = new("--log-level") { Description = "Trace, Debug, Information, Warning, Error or Critical.", DefaultValueFactory = _ => LogLevel.Information };

    public static readonly Option<string> Format = CreateFormat();

    public static readonly Option<string> LevelFile = new("--log-level-file")
    {
        Description = "A file with log levels, which count in place of --log-level while it is there; read anew every few seconds. Default: /etc/exchange-ha/log-level.",
        DefaultValueFactory = _ => "/etc/exchange-ha/log-level",
    };

    public static ILoggerFactory CreateFactory(LogLevels levels, string? format) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddFilter(levels.IsEnabled);
        if (format == "json")
        {
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                console.ColorBehavior = Microsoft.Extensions.Logging.Console.LoggerColorBehavior.Disabled;
            });
        }
    });

    private static Option<string> CreateFormat()
    {
        var format = new Option<string>("--log-format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        return format;
    }
}
