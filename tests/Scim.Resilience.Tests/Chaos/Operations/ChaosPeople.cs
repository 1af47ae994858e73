using System.Net;

namespace Scim.Resilience.Tests.Chaos.Operations;

/// <summary>The users that the workers have heard of.</summary>
internal sealed class ChaosPeople
{
    private const int Remembered = 20;

    private readonly Lock _lock = new();
    private readonly List<ChaosPerson> _known = [];
    private readonly List<ChaosPerson> _gone = [];

    /// <summary>A user that should be there, or now and then one that should not; null if none is known.</summary>
    public ChaosPerson? Any(ChaosDice dice)
    {
        lock (_lock)
        {
            var from = _gone.Count > 0 && dice.Chance(4) ? _gone : _known;
            return from.Count > 0 ? dice.Pick(from) : null;
        }
    }

    /// <summary>Takes note of an answer.</summary>
    public void Learn(Sent sent)
    {
        lock (_lock)
        {
            foreach (var user in sent.Users)
                Learn(new ChaosPerson(user.Id, user.UserName!, user.Version)); // Every answered user has a userName, or the check says so.
            if (sent is { Operation.User: { } id, Status: HttpStatusCode.NoContent or HttpStatusCode.NotFound })
                Lose(id);
        }
    }

    private void Learn(ChaosPerson person)
    {
        if (_gone.Exists(gone => gone.Id == person.Id))
            return;
        var place = _known.FindIndex(known => known.Id == person.Id);
        if (place < 0)
            _known.Add(person);
        else
            _known[place] = person;
    }

    private void Lose(string id)
    {
        if (_known.Find(known => known.Id == id) is not { } lost)
            return;
        _known.Remove(lost);
        _gone.Add(lost);
        if (_gone.Count > Remembered)
            _gone.RemoveAt(0);
    }
}

/// <summary>A user as a worker saw it last, which may be old.</summary>
internal sealed record ChaosPerson(string Id, string UserName, string Version);
