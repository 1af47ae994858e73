using System.Text;

namespace Scim.Testing.Functions.Workers;

/// <summary>What the workers of a host write and log.</summary>
internal sealed class WorkerOutput
{
    private readonly StringBuilder _text = new();
    private string _last = "nothing";

    /// <summary>All of it.</summary>
    public string Text
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    /// <summary>The last line that is not empty.</summary>
    public string Last
    {
        get
        {
            lock (_text) return _last;
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        lock (_text)
        {
            _text.Append(line).Append('\n');
            if (!string.IsNullOrWhiteSpace(line)) _last = line.Trim();
        }
    }
}
