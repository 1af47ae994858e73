using Scim.Provisioning.Identities;

namespace Scim.Operations.Overviews;

/// <summary>What an operator should know of an account besides what a list tells.</summary>
/// <param name="Account">The account.</param>
/// <param name="Waiting">
/// How many users wait for a licence; null if the account has more than <see cref="AccountOverviews.MostCounted"/> users, and some of them
/// are not active.
/// </param>
/// <param name="Warnings">What an operator should do something about; the most urgent first.</param>
public sealed record AccountOverview(AccountId Account, int? Waiting, IReadOnlyList<AccountWarning> Warnings);
