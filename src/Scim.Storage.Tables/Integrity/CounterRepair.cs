using Scim.Provisioning.Accounts;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Integrity;

/// <summary>Compares the counters of an account with its users, and sets them if so asked.</summary>
/// <remarks>
/// Whatever changes a count writes the account row. A count is sure if the row has one tag before and after it; else it is made again.
/// </remarks>
internal sealed class CounterRepair(StorageTable users, IAccountStore accounts, bool repair)
{
    private const int Counts = 5;

    /// <summary>The counters that are wrong.</summary>
    /// <param name="row">The account row as read before the users were counted.</param>
    /// <param name="tally">The users.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Finding>> CheckAsync(AccountSnapshot row, UserTally tally, CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> tried = [];
        for (var counts = 1; ; counts++)
        {
            var wrong = Differences(row, tally);
            if (wrong.Count == 0)
                return [.. tried.Select(finding => finding with { State = FindingState.Repaired })];
            if (await accounts.FindAsync(row.Account, cancellationToken) is not { } now)
                return [];
            if (now.ETag == row.ETag)
            {
                if (!repair)
                    return wrong;
                tried = wrong;
                var counters = AccountRow.Counters(row with { LicencesInUse = tally.Active, Users = tally.Users });
                var answer = await users.MergeAsync(counters, row.ETag, cancellationToken);
                if (answer.Accepted)
                    return [.. wrong.Select(finding => finding with { State = FindingState.Repaired })];
            }
            if (counts == Counts)
                return [.. wrong.Select(finding => finding with { State = FindingState.Unsettled })];
            if (await accounts.FindAsync(row.Account, cancellationToken) is not { } next)
                return [];
            row = next;
            tally = await UserTally.ReadAsync(users, row, DateTimeOffset.MaxValue, cancellationToken);
        }
    }

    private static List<Finding> Differences(AccountSnapshot row, UserTally tally)
    {
        var wrong = new List<Finding>();
        if (tally.Unreadable.Count > 0)
            return wrong;
        if (row.LicencesInUse != tally.Active)
            Add(FindingKind.LicencesInUse, row.LicencesInUse, tally.Active);
        if (row.Users != tally.Users)
            Add(FindingKind.Users, row.Users, tally.Users);
        return wrong;

        void Add(FindingKind kind, int stored, int counted) =>
            wrong.Add(new Finding(row.Account, kind, $"{stored} instead of {counted}", User: null, FindingState.Found));
    }
}
