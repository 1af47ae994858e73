namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>What a receiver has taken, in the order of its arrival: what it knows already is dropped.</summary>
internal sealed class ReceivedEvents
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = [];
    private readonly List<ReceivedEvent> _events = [];

    /// <summary>How many tokens came that were known already.</summary>
    public int Repeated { get; private set; }

    /// <summary>The events so far.</summary>
    public IReadOnlyList<ReceivedEvent> All
    {
        get
        {
            lock (_lock) return [.. _events];
        }
    }

    /// <summary>Takes a token.</summary>
    public void Take(string token)
    {
        var told = ReceivedEvent.Read(token);
        lock (_lock)
        {
            if (_known.Add(told.Jti)) _events.Add(told);
            else Repeated++;
        }
    }
}
