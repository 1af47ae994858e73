namespace Scim.Operations.Accounts;

/// <summary>What is told of one account, besides what a list tells.</summary>
/// <param name="Account">What a list tells.</param>
/// <param name="Waiting">How many users wait for a licence.</param>
/// <param name="LastChange">When a user was last changed; null if none was.</param>
public sealed record AccountDetail(KnownAccount Account, int Waiting, DateTimeOffset? LastChange);
