using System.Text;

namespace Scim.Testing.Functions.Workers;

/// <summary>What the workers of a host write and log.</summary>
internal sealed class WorkerOutput
{
    private const string Unhandled = "Unhandled exception. ";

    private readonly StringBuilder _text = new();
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
