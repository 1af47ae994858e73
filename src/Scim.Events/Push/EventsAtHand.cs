using Scim.Events.Handout;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Events.Push;

/// <summary>What a session has selected and did not settle yet: one event of a user, or one about the stream.</summary>
internal sealed class EventsAtHand
{
    private const int FewLeft = 16;
    private const int SelectedAtOnce = 100;
    private const long BytesAtOnce = 8 * 1024 * 1024;

    private readonly Queue<OutboxEvent> _ready = new();
    private readonly HashSet<UserId> _busy = [];
    private EventId? _control;
    private EventId? _after;
    private bool _hasFreed;

    /// <summary>True if there may be more to select.</summary>
    public bool LooksAgain { get; set; } = true;

    /// <summary>True if it is time to select more: one about the stream goes alone.</summary>
    public bool CanSelect => LooksAgain && _control is null && _ready.Count <= FewLeft;

    /// <summary>How many wait to be sent.</summary>
    public int Ready => _ready.Count;

    /// <summary>What is to be selected next.</summary>
    public SelectionBounds Select()
    {
        LooksAgain = false;
        return new SelectionBounds
        {
            Most = SelectedAtOnce,
            MostBytes = BytesAtOnce,
            BusyUsers = new HashSet<UserId>(_busy),
            After = _after,
        };
    }

    /// <summary>Takes what was selected.</summary>
    /// <returns>False if there is more, but nothing of it can go although nothing is under way here: another has it.</returns>
    public bool Take(SelectedEvents selected)
    {
        // What waits for others is looked for again when these are put back; from the front once the end was reached.
        LooksAgain |= selected.Next is not null
            || (selected.HasMore && selected.Events.Count > 0)
            || selected.Void.Count + selected.Lost.Count > 0
            || (_after is not null && _hasFreed);
        _after = selected.Next;
        _hasFreed &= _after is not null;
        foreach (var told in selected.Events)
        {
            if (told.User is { } user)
                _busy.Add(user);
            else
                _control = told.Id;
            _ready.Enqueue(told);
        }
        return !selected.HasMore || LooksAgain || _busy.Count > 0 || _control is not null;
    }

    /// <summary>The next to be sent; there is one.</summary>
    public OutboxEvent Next() => _ready.Dequeue();

    /// <summary>It is to be sent once more.</summary>
    public void SendAgain(OutboxEvent told) => _ready.Enqueue(told);

    /// <summary>It is settled, or to be selected anew: the first event that its user then has may be selected.</summary>
    public void PutBack(OutboxEvent told)
    {
        if (told.User is { } user)
            _busy.Remove(user);
        else
            _control = null;
        (LooksAgain, _hasFreed) = (true, true);
    }

    /// <summary>All that wait to be sent are to be selected anew.</summary>
    public void PutBackReady()
    {
        while (_ready.TryDequeue(out var told))
            PutBack(told);
    }
}
