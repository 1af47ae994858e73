using Scim.Provisioning.Identities;

namespace Scim.Operations.Users;

/// <summary>Which users of an account are asked for; without more all of them.</summary>
/// <param name="Account">The account.</param>
public sealed record UserSelection(AccountId Account)
{
    /// <summary>
    /// The whole <c>userName</c>, e-mail address, <c>externalId</c> or id of who is looked for, at most
    /// <see cref="UserOperations.LongestName"/> characters; null, the default, for anybody. An index leads to them.
    /// </summary>
    public string? Named { get; init; }

    /// <summary>Only users that satisfy it (RFC 7644 §3.4.2.2); null, the default, for all.</summary>
    public string? Filter { get; init; }

    /// <summary>True for those alone that wait for a licence. Default false.</summary>
    public bool WaitingOnly { get; init; }
}
