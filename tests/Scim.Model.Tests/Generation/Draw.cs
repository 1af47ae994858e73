namespace Scim.Model.Tests.Generation;

/// <summary>Chance from a seed.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int end) => _random.Next(end);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Percent(int of) => _random.Next(100) < of;

    public T Of<T>(params IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
