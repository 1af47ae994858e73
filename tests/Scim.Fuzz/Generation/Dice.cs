namespace Scim.Fuzz.Generation;

/// <summary>Random choices that a seed and a number repeat.</summary>
internal sealed class Dice(int seed, int number)
{
    private readonly Random _random = new(unchecked((seed * 1_000_003) ^ (number * (int)0x9E3779B1)));

    /// <summary>From 0 to below the limit.</summary>
    public int Below(int limit) => _random.Next(limit);

    /// <summary>From one number to another, both included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    /// <summary>True so many times of a hundred.</summary>
    public bool Chance(int percent) => _random.Next(100) < percent;

    /// <summary>One of several.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    /// <summary>One of several ways, by their weights.</summary>
    public T Weighted<T>(params ReadOnlySpan<(int Weight, Func<Dice, T> Make)> ways)
    {
        var total = 0;
        foreach (var (weight, _) in ways)
            total += weight;
        var at = _random.Next(total);
        foreach (var (weight, make) in ways)
        {
            at -= weight;
            if (at < 0)
                return make(this);
        }
        throw new InvalidOperationException("The weights do not add up.");
    }
}
