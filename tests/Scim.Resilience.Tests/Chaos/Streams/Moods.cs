using Scim.Resilience.Tests.Chaos.Operations;

namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>A receiver's luck: a fifth of the time it is down, and otherwise some requests go wrong.</summary>
/// <param name="seed">Where the chance comes from.</param>
/// <param name="percent">How many requests of a hundred fail, and how many more lose their answer.</param>
internal sealed class Moods(int seed, int percent)
{
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(0.8);
    private const int PhasesOfRound = 5;

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private int _requests;
    private volatile bool _isWell;

    /// <summary>What befalls the next request. The first loses its answer, whenever it comes, so that something comes twice.</summary>
    public Mood Next()
    {
        var request = Interlocked.Increment(ref _requests);
        if (request == 1) return Mood.DiesAfterTaking;
        if (_isWell) return Mood.Takes;
        var phase = (int)(TimeProvider.System.GetElapsedTime(_start) / Phase);
        if (phase % PhasesOfRound == PhasesOfRound - 1) return Mood.Down;
        var dice = new ChaosDice(seed, request);
        if (dice.Chance(percent)) return Mood.Fails;
        return dice.Chance(percent) ? Mood.DiesAfterTaking : Mood.Takes;
    }

    /// <summary>From now on everything is taken.</summary>
    public void GetWell() => _isWell = true;
}

/// <summary>What befalls a request to a receiver.</summary>
internal enum Mood
{
    /// <summary>It is taken.</summary>
    Takes,

    /// <summary>It is refused before anything is kept.</summary>
    Fails,

    /// <summary>It is kept, and the answer is lost.</summary>
    DiesAfterTaking,

    /// <summary>Nobody is there.</summary>
    Down,
}
