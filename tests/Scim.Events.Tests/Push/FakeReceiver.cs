using Scim.Events.Push;
using Scim.Provisioning.Streams;

namespace Scim.Events.Tests.Push;

/// <summary>A receiver that answers as a test says; it takes everything by default.</summary>
internal sealed class FakeReceiver : IPushSender
{
    private readonly Lock _lock = new();
    private readonly List<Received> _received = [];
    private readonly HashSet<string> _underWay = [];

    /// <summary>Answers a push.</summary>
    public Func<Received, CancellationToken, Task<PushOutcome>> Answer { get; set; } = (_, _) => Task.FromResult(PushOutcome.Taken);

    /// <summary>All pushes in the order in which they came.</summary>
    public IReadOnlyList<Received> All
    {
        get
        {
            lock (_lock) return [.. _received];
        }
    }

    /// <summary>The most that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>True if two of a user were under way at once.</summary>
    public bool WasRaced { get; private set; }

    public async Task<PushOutcome> SendAsync(StreamRecord stream, string token, CancellationToken cancellationToken)
    {
        var received = Received.Read(token);
        lock (_lock)
        {
            _received.Add(received);
            WasRaced |= !_underWay.Add(received.User);
            MostAtOnce = Math.Max(MostAtOnce, _underWay.Count);
        }
        try
        {
            return await Answer(received, cancellationToken);
        }
        finally
        {
            lock (_lock) _underWay.Remove(received.User);
        }
    }
}
