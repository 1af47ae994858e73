namespace Scim.Resilience.Tests.Chaos.Operations;

#pragma warning disable CA5394 // Operations are no secrets.

/// <summary>The draws of one operation: the same for the same seed and number, whichever worker takes it.</summary>
internal sealed class ChaosDice(int seed, int number)
{
    private readonly Random _random = new(Mix(seed, number));

    /// <summary>0 to below <paramref name="end"/>.</summary>
    public int Next(int end) => _random.Next(end);

    /// <summary>True that many times in a hundred.</summary>
    public bool Chance(int percent) => _random.Next(100) < percent;

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    /// <summary>Neighbouring numbers give unlike seeds.</summary>
    private static int Mix(int seed, int number)
    {
        var mixed = unchecked((uint)seed + ((uint)number * 0x9E3779B9u));
        mixed = unchecked((mixed ^ (mixed >> 16)) * 0x85EBCA6Bu);
        mixed = unchecked((mixed ^ (mixed >> 13)) * 0xC2B2AE35u);
        return unchecked((int)(mixed ^ (mixed >> 16)));
    }
}
