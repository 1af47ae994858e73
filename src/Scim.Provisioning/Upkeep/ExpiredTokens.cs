using Scim.Provisioning.Tokens;

namespace Scim.Provisioning.Upkeep;

/// <summary>Finds and removes the STS tokens that have expired.</summary>
public sealed class ExpiredTokens(ITokenStore tokens, TimeProvider time)
{
    /// <summary>
    /// How long a token must have been expired at least: an hour, which is longer than clocks differ.
    /// </summary>
    public static TimeSpan LeastRest => IdleBuckets.Rest;

    /// <summary>Looks at all tokens.</summary>
    /// <param name="rest">How long one must have been expired, at least <see cref="LeastRest"/>.</param>
    /// <param name="removes">True to remove those; false only to count them. One that is used meanwhile stays.</param>
    /// <param name="found">Is told what there was.</param>
    /// <param name="cancellationToken">Breaks off; it may be called again.</param>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public Task SweepAsync(TimeSpan rest, bool removes, AgedRows found, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rest, LeastRest);
        return EachRow.SweepAsync(
            tokens.ListAsync(cancellationToken),
            (token, _) => ValueTask.FromResult(token.Expires <= time.GetUtcNow() - rest),
            removes ? tokens.RemoveAsync : null,
            found,
            cancellationToken);
    }
}
