using System.Text;
using Microsoft.Extensions.Logging;

namespace Scim.Testing.Functions.Workers;

/// <summary>What the workers of a host write and log.</summary>
internal sealed class WorkerOutput
{
    private const string Unhandled = "Unhandled exception. ";

    private readonly StringBuilder _text = new();
    private readonly List<string> _errors = [];
    private string _last = "nothing";
    private string? _reason;

    /// <summary>All of it.</summary>
    public string Text
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    /// <summary>Why a worker has ended, in one line: its exception, or else the last that it wrote.</summary>
    public string Reason
    {
        get
        {
            lock (_text) return _reason ?? _last;
        }
    }

    /// <summary>The lines that were logged as errors.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_text) return [.. _errors];
        }
    }

    /// <summary>Adds a line that a worker logged.</summary>
    public void AddLogged(LogLevel level, string line)
    {
        lock (_text)
        {
            if (level >= LogLevel.Error) _errors.Add(line);
            Add(line);
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        lock (_text)
        {
            _text.Append(line).Append('\n');
            if (line.StartsWith(Unhandled, StringComparison.Ordinal)) _reason = line[Unhandled.Length..];
            if (!string.IsNullOrWhiteSpace(line)) _last = line.Trim();
        }
    }
}
