using Scim.Provisioning.Tokens;

namespace Scim.Operations.Clients;

/// <summary>What an operator chooses of how long a client's tokens live.</summary>
/// <param name="IsFixed">True for a time from their issue, false for as long as they are used; null for what the client has.</param>
/// <param name="Lifetime">
/// The fixed time, in whole seconds from <see cref="TokenPolicy.Shortest"/> to <see cref="TokenPolicy.Longest"/>; null for the one that the
/// client has, or else an hour.
/// </param>
public sealed record PolicyChoice(bool? IsFixed = null, TimeSpan? Lifetime = null)
{
    /// <summary>Everything stays as it is.</summary>
    public static PolicyChoice None { get; } = new();

    /// <summary>True if something is chosen.</summary>
    public bool IsMade => this != None;

    /// <summary>What is wrong with the choice for a client that has some policy; null if nothing is.</summary>
    public string? ErrorFor(TokenPolicy current)
    {
        if (Lifetime is not { } lifetime)
            return null;
        if (!(IsFixed ?? current.IsFixed))
            return "Tokens that live as long as they are used take no lifetime: choose the policy 'fixed' with it.";
        return lifetime < TokenPolicy.Shortest || lifetime > TokenPolicy.Longest || lifetime.Ticks % TimeSpan.TicksPerSecond != 0
            ? "A fixed lifetime is 1 h to 6 h, in whole seconds."
            : null;
    }

    /// <summary>The policy that a client gets in place of one.</summary>
    /// <exception cref="OperationRefusedException">The choice is wrong for it.</exception>
    public TokenPolicy Of(TokenPolicy current)
    {
        if (ErrorFor(current) is { } wrong)
            throw new OperationRefusedException(wrong);
        return IsFixed ?? current.IsFixed
            ? TokenPolicy.Fixed(Lifetime ?? current.FixedLifetime ?? TokenPolicy.Shortest)
            : TokenPolicy.Sliding;
    }
}
