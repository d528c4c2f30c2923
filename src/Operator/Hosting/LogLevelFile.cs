using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Hosting;

/// <summary>Follows a file of log levels, such as one that the kubelet keeps equal to a ConfigMap's key. It need not exist.</summary>
/// <remarks>Read again and again: the kubelet replaces files by way of symbolic links, which file system notifications do not follow.</remarks>
internal sealed partial class LogLevelFile : IDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly LogLevels _levels;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private string? _read;

    public LogLevelFile(string path, LogLevels levels, ILogger<LogLevelFile> logger, TimeProvider time)
    {
        (_path, _levels, _logger) = (path, levels, logger);
        Read();
        _timer = time.CreateTimer(_ => Read(), null, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void Read()
    {
        var text = ReadText();
        if (text == _read)
            return;
        _read = text;
        try
        {
            if (text is null)
                _levels.Reset();
            else
                _levels.Use(text);
            Log.Changed(_logger, _levels);
        }
        catch (FormatException exception)
        {
            Log.Refused(_logger, _path, exception.Message);
        }
    }

    private string? ReadText()
    {
        try
        {
            return File.ReadAllText(_path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // it is being replaced, or somebody will hear of it when it can be read
            return _read;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Log levels changed to {Levels}")]
        public static partial void Changed(ILogger logger, LogLevels levels);

        [LoggerMessage(LogLevel.Error, "Log levels stayed as they were, {Path} was refused: {Why}")]
        public static partial void Refused(ILogger logger, string path, string why);
    }
}
