using Scim.Provisioning.Identities;

namespace Scim.Operations.Streams;

/// <summary>A replay that an operator wants.</summary>
/// <param name="Account">The account.</param>
/// <param name="Stream">The stream.</param>
public sealed record ReplayOrder(AccountId Account, StreamId Stream)
{
    /// <summary>
    /// True to go on where the last replay was broken off; if there is none, and by default, it begins with the first user.
    /// </summary>
    public bool Resumes { get; init; }

    /// <summary>
    /// True, the default, to wait for the stream's beginning and for its receiver; false to be refused where that is needed.
    /// </summary>
    public bool Waits { get; init; } = true;
}

/// <summary>How far a replay is.</summary>
/// <param name="Told">How many users were told.</param>
/// <param name="IsWaiting">True if it now waits for the receiver.</param>
public readonly record struct ReplayProgress(int Told, bool IsWaiting)
{
    /// <summary>When it can begin, which it waits for; null once it has begun.</summary>
    public DateTimeOffset? BeginsAt { get; init; }
}
