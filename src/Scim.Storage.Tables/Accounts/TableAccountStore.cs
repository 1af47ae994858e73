using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Accounts;

/// <summary>The register of accounts, and each account's row beside its users.</summary>
internal sealed class TableAccountStore(TableSet tables) : IAccountStore
{
    /// <remarks>
    /// The name is registered first, so that it is never given twice; the row beside the users decides which of several creations
    /// was the one. A creation that broke off between the two is completed by the next one of that name.
    /// </remarks>
    public async Task<bool> CreateAsync(
        AccountId account, DateTimeOffset created, int? licencesOwned, AccountSettings settings, CancellationToken cancellationToken)
    {
        var registration = RegisterRow.Write(new AccountRegistration(account, created, AccountState.Active));
        var registered = await tables.Accounts.AddAsync(registration, cancellationToken);
        if (!registered.Accepted && await FindRegistrationAsync(account, cancellationToken) is not { State: AccountState.Active })
            return false;

        var creation = Guid.CreateVersion7(created);
        var row = AccountRow.New(new AccountSnapshot(account, licencesOwned, 0, 0, settings, ""), creation);
        var answer = await tables.Users.AddAsync(row, cancellationToken);
        return answer.Accepted
            || (answer.AnswerLost
                && await tables.Users.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is { } found
                && AccountRow.IsOf(found, creation));
    }

    public async Task<AccountRegistration?> FindRegistrationAsync(AccountId account, CancellationToken cancellationToken) =>
        await tables.Accounts.FindAsync(account.Value, account.Value, cancellationToken) is { } row ? RegisterRow.Read(row) : null;

    public async IAsyncEnumerable<AccountRegistration> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in tables.Accounts.RowsAsync(filter: null, cancellationToken))
            yield return RegisterRow.Read(row);
    }

    public async Task<AccountSnapshot?> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        await tables.Users.FindAsync(account.Value, UserKeys.Account(account), cancellationToken) is { } row ? AccountRow.Read(row) : null;

    /// <remarks>After a lost answer a row that has the settings asked for is taken as written: they are all that was asked.</remarks>
    public async Task<AccountSnapshot?> UpdateSettingsAsync(
        AccountSnapshot asRead, int? licencesOwned, AccountSettings settings, CancellationToken cancellationToken)
    {
        var changed = asRead with { LicencesOwned = licencesOwned, Settings = settings };
        var answer = await tables.Users.ReplaceAsync(AccountRow.Write(changed), asRead.ETag, cancellationToken);
        if (answer.Accepted)
            return changed with { ETag = answer.ETag };
        if (!answer.AnswerLost)
            return null;
        var now = await FindAsync(asRead.Account, cancellationToken);
        return now?.LicencesOwned == licencesOwned && now?.Settings == settings ? now : null;
    }

    /// <remarks>After a lost answer a row that has the streams asked for is taken as written: they are all that was asked.</remarks>
    public async Task<AccountSnapshot?> ChangeStreamsAsync(
        AccountSnapshot asRead, IReadOnlyList<StreamSetting> streams, CancellationToken cancellationToken)
    {
        var changed = asRead with { Streams = streams };
        var answer = await tables.Users.MergeAsync(AccountRow.OfStreams(changed), asRead.ETag, cancellationToken);
        if (answer.Accepted)
            return changed with { ETag = answer.ETag };
        if (!answer.AnswerLost)
            return null;
        var now = await FindAsync(asRead.Account, cancellationToken);
        return now?.Streams.SequenceEqual(streams) is true ? now : null;
    }

    public async Task<IReadOnlyList<AccountSchema>> FindSchemasAsync(AccountId account, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {account.Value} and RowKey gt {UserKeys.BeforeSchemas} and RowKey lt {UserKeys.AfterSchemas}");
        var schemas = new List<AccountSchema>();
        await foreach (var row in tables.Users.RowsAsync(filter, cancellationToken))
            schemas.Add(SchemaRow.Read(row));
        return schemas;
    }

    /// <remarks>
    /// Rows that are to be stored no longer are removed by the same transaction. After a lost answer a row of the generation and time asked
    /// for is taken as written: no two changes have both.
    /// </remarks>
    public async Task<AccountSnapshot?> ChangeSchemasAsync(
        AccountSnapshot asRead, DateTimeOffset from, IReadOnlyList<AccountSchema> schemas, CancellationToken cancellationToken)
    {
        var account = asRead.Account;
        var kept = schemas.Select(SchemaRow.KeyOf).ToHashSet(StringComparer.Ordinal);
        var changed = asRead with { Schemas = new SchemaGeneration(asRead.Schemas.Number + 1, from) };
        var gone = (await FindSchemasAsync(account, cancellationToken)).Select(SchemaRow.KeyOf).Where(key => !kept.Contains(key));
        var answer = await tables.Users.WriteAsync(
            [
                new(TableTransactionActionType.UpdateMerge, AccountRow.Write(changed), new ETag(asRead.ETag)),
                .. schemas.Select(schema => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace, SchemaRow.Write(account, schema))),
                .. gone.Select(key => new TableTransactionAction(
                    TableTransactionActionType.Delete, new TableEntity(account.Value, key), ETag.All)),
            ],
            cancellationToken);
        if (answer.ETags is { } tags)
            return changed with { ETag = tags[0] };
        if (!answer.AnswerLost)
            return null;
        var now = await FindAsync(account, cancellationToken);
        return now?.Schemas == changed.Schemas ? now : null;
    }

    public async Task<bool> SetStateAsync(AccountId account, AccountState state, CancellationToken cancellationToken)
    {
        var answer = await tables.Accounts.MergeAsync(RegisterRow.InState(account, state), ETag.All.ToString(), cancellationToken);
        return answer.Accepted || answer.Status != 404;
    }

    public async Task RemoveRowsAsync(AccountId account, IProgress<int> removed, CancellationToken cancellationToken)
    {
        await new RowRemoval(tables.Streams).RemoveAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {account.Value}"), removed, cancellationToken);
        var others = TableClient.CreateQueryFilter($"PartitionKey eq {account.Value} and RowKey gt {UserKeys.AfterAccount}");
        var removal = new RowRemoval(tables.Users);
        await removal.RemoveAsync(others, removed, cancellationToken);
        await removal.RemoveAsync(TableClient.CreateQueryFilter($"PartitionKey eq {account.Value}"), removed, cancellationToken);
    }
}
