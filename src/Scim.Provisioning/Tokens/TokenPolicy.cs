namespace Scim.Provisioning.Tokens;

/// <summary>How long the tokens of a client live.</summary>
/// <param name="FixedLifetime">
/// How long from their issue, used or not, from <see cref="Shortest"/> to <see cref="Longest"/>; null if they live as long as they are
/// used.
/// </param>
public sealed record TokenPolicy(TimeSpan? FixedLifetime)
{
    private static readonly TimeSpan ShortestAsked = TimeSpan.FromMinutes(1);

    /// <summary>The shortest fixed lifetime: an hour.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromHours(1);

    /// <summary>The longest fixed lifetime: six hours.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(6);

    /// <summary>The longest lifetime of an unused token: 31,556,952 s, a year.</summary>
    public static TimeSpan LongestUnused { get; } = TimeSpan.FromSeconds(31_556_952);

    /// <summary>A token lives as long as it is used. The default.</summary>
    public static TokenPolicy Sliding { get; } = new((TimeSpan?)null);

    /// <summary>True if a use does not lengthen a token's life.</summary>
    public bool IsFixed => FixedLifetime is not null;

    /// <summary>How long a token lives unless it is told otherwise: from its issue, or unused.</summary>
    public TimeSpan Lifetime => FixedLifetime ?? LongestUnused;

    /// <summary>A policy by which a token lives for a time from its issue.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside the bounds.</exception>
    public static TokenPolicy Fixed(TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, Longest);
        return new TokenPolicy(lifetime);
    }

    /// <summary>How long a new token lives.</summary>
    /// <param name="asked">What its client asked for, over 0; null for what the policy gives.</param>
    public TimeSpan LifetimeOf(TimeSpan? asked) => asked switch
    {
        null => Lifetime,
        { } shorter when shorter < Lifetime => IsFixed && shorter < ShortestAsked ? ShortestAsked : shorter,
        _ => Lifetime,
    };
}
