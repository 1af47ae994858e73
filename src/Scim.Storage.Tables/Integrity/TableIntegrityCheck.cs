using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Integrity;

/// <summary>
/// Reads the partition of an account once, keeps the keys of its index rows in memory, and looks closer only at what seems wrong.
/// </summary>
internal sealed class TableIntegrityCheck(TableSet tables, IAccountStore accounts, IStreamStore streams, TimeProvider time)
    : IIntegrityCheck
{
    /// <summary>How far a version may be ahead of this machine's clock.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    public async Task<Finding?> CheckClockAsync(CancellationToken cancellationToken) =>
        await new ClockCheck(tables.Buckets, time).CheckAsync(cancellationToken) is { } difference
            ? new Finding(Account: null, FindingKind.Clock, difference, User: null, FindingState.Found)
            : null;

    public async IAsyncEnumerable<Finding> CheckAccessAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await CheckClockAsync(cancellationToken) is { } difference)
            yield return difference;
        if (await new WriteCheck(tables.Buckets).CheckAsync(cancellationToken) is { } refusal)
            yield return new Finding(Account: null, FindingKind.WriteRefused, refusal, User: null, FindingState.Found);
    }

    public async IAsyncEnumerable<Finding> CheckTablesAsync(bool repair, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var table in tables.All)
        {
            if (await table.ExistsAsync(cancellationToken))
                continue;
            if (repair)
                await table.CreateAsync(cancellationToken);
            yield return new Finding(
                Account: null, FindingKind.MissingTable, table.Name, User: null, repair ? FindingState.Repaired : FindingState.Found);
        }
    }

    public async IAsyncEnumerable<Finding> CheckAsync(
        AccountId account, bool repair, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(account, cancellationToken) is not { } row)
        {
            yield return new Finding(account, FindingKind.MissingAccountRow, UserKeys.Account(account), User: null, FindingState.Found);
            yield break;
        }
        var tally = await UserTally.ReadAsync(tables.Users, row, time.GetUtcNow() + MostAhead, cancellationToken);
        foreach (var key in tally.Unreadable)
            yield return new Finding(account, FindingKind.UnreadableUser, key, User: null, FindingState.Found);

        foreach (var user in tally.Ahead)
            yield return new Finding(account, FindingKind.VersionAhead, UserKeys.User(user), user, FindingState.Found);

        foreach (var user in await WrittenBySchemasAheadAsync(account, tally, cancellationToken))
            yield return new Finding(account, FindingKind.SchemasAhead, UserKeys.User(user), user, FindingState.Found);

        var indexes = new IndexRepair(tables.Users, account, repair);
        foreach (var key in await TakeOutAsync(account, tally, cancellationToken))
        {
            if (await indexes.RemoveDanglingAsync(key, cancellationToken) is { } dangling)
                yield return dangling;
        }
        foreach (var (key, user) in tally.Indexes)
        {
            if (await indexes.AddMissingAsync(key, user, cancellationToken) is { } missing)
                yield return missing;
        }
        foreach (var user in tally.OtherKeys)
        {
            if (await indexes.SetUserNameKeyAsync(user, cancellationToken) is { } other)
                yield return other;
        }
        foreach (var counter in await new CounterRepair(tables.Users, accounts, repair).CheckAsync(row, tally, cancellationToken))
            yield return counter;
        foreach (var finding in await CheckStreamsAsync(account, repair, cancellationToken))
            yield return finding;
    }

    /// <summary>Those that the account's row does not know either after they were read: it may just have changed.</summary>
    private async Task<IReadOnlyList<UserId>> WrittenBySchemasAheadAsync(
        AccountId account, UserTally tally, CancellationToken cancellationToken)
    {
        if (tally.WrittenLater.Count == 0 || await accounts.FindAsync(account, cancellationToken) is not { } row)
            return [];
        return [.. tally.WrittenLater.Where(user => user.Generation > row.Schemas.Number).Select(user => user.User)];
    }

    private async Task<IReadOnlyList<Finding>> CheckStreamsAsync(AccountId account, bool repair, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account.Value}");
        var rows = await tables.Streams.RowsAsync(filter, cancellationToken).ToListAsync(cancellationToken);
        var settings = new StreamSettingRepair(accounts, streams, time, repair);
        var stray = new StrayRows(tables, accounts, account, repair);
        return
        [
            .. await settings.CheckAsync(account, rows, cancellationToken),
            .. await stray.CheckEventsAsync(cancellationToken),
            .. await stray.CheckDeliveriesAsync(rows, cancellationToken),
        ];
    }

    /// <summary>Takes the index rows that are there out of those that should be; the keys of those that should not.</summary>
    private async Task<IReadOnlyList<string>> TakeOutAsync(AccountId account, UserTally tally, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        foreach (var (after, before) in UserKeys.Indexes)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {account.Value} and RowKey gt {after} and RowKey lt {before}");
            await foreach (var row in tables.Users.RowsAsync(filter, cancellationToken))
            {
                if (IndexRow.TryUserOf(row) is not { } user || !tally.Indexes.Remove((row.RowKey, user)))
                    others.Add(row.RowKey);
            }
        }
        return others;
    }
}
