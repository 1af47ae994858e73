namespace Scim.Provisioning.Tokens;

/// <summary>A token's row and then its client's row, as they were read.</summary>
/// <param name="Token">The token; null if there is none.</param>
/// <param name="Client">Its client; null if there is none.</param>
/// <param name="ReadAt">The timestamp at which the first of the two reads began.</param>
/// <param name="WasAlive">True if the token had not expired when it was read, so that its expiry may have been moved since.</param>
internal sealed record Credential(StsToken? Token, OAuthClient? Client, long ReadAt, bool WasAlive)
{
    /// <summary>True if the rows let the caller in, leaving the token's expiry aside.</summary>
    public bool IsValid =>
        Token is { Revoked: false } && Client is { Disabled: false } && Client.Account == Token.Account && Client.Id == Token.Client;

    /// <summary>True if the token has not expired.</summary>
    public bool IsAliveAt(DateTimeOffset now) => Token is not null && Client is not null && now < Client.EndOf(Token);

    /// <summary>
    /// True if a use now must move the expiry: min(1 hour, lifetime ÷ 10) has passed since it was last moved, or it was moved by a clock
    /// that was wrong, which would let the token live on unused. Never of a token whose end is settled.
    /// </summary>
    public bool IsRenewalDueAt(DateTimeOffset now)
    {
        if (Token is null or { IsFixed: true } || Token.Era < Client?.TokenEra)
            return false;
        var grace = Token.Lifetime / 10;
        return Token.LastUsed > now + ClockDifference.Greatest
            || now - Token.LastUsed >= (grace < TimeSpan.FromHours(1) ? grace : TimeSpan.FromHours(1));
    }

    /// <summary>The caller of a valid credential.</summary>
    public Caller ToCaller() =>
        Token is not null && Client is not null
            ? new Caller(Client.Id, Client.Account, Token.Scopes, Client.RateLimit)
            : throw new InvalidOperationException("The credential is not valid.");
}
