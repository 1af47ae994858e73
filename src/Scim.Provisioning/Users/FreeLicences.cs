using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Users;

/// <summary>
/// Knows for one write which licences are free, and holds the account's place in the queue while the account row is to be
/// written. A licence is never refused by a row that was read before the request came.
/// </summary>
internal sealed class FreeLicences(RememberedAccounts accounts, AccountId account, IStorageTime? storage) : IDisposable
{
    private readonly AccountMark _came = accounts.Mark();
    private Task<AccountSnapshot>? _ahead;
    private AccountMark _decided;
    private ITurn? _turn;

    /// <summary>Begins to read the account row if what is remembered could not give a licence.</summary>
    public void ReadAhead(CancellationToken cancellationToken)
    {
        if (accounts.Remembered(account) is not { HasFreeLicence: true })
            _ahead = accounts.RefreshAsync(account, cancellationToken);
    }

    /// <summary>
    /// The account row by which licences are given to what was drafted, and counted; null if nothing is.
    /// </summary>
    public async Task<AccountSnapshot?> RowAsync(IReadOnlyList<UserDraft> drafts, CancellationToken cancellationToken)
    {
        if (!drafts.Any(draft => draft.IsCounted))
            return null;
        _turn ??= await accounts.EnterAsync(account, storage, cancellationToken);
        if (_ahead is not null)
            await _ahead;

        // A slow answer to a read that began earlier may have replaced what this request read ahead.
        var (row, isFresh) = accounts.Remembered(account, _came);
        if (row is null || (!isFresh && row.FreeLicences < drafts.Count(draft => draft.NeedsLicence)))
            row = await accounts.RefreshAsync(account, cancellationToken);
        _decided = accounts.Mark();
        return row;
    }

    /// <summary>Takes note of what a write did to the account row.</summary>
    public void Written(UserWriteOutcome outcome)
    {
        if (outcome is { Result: UserWriteResult.Written, Row: { } written })
            accounts.Remember(written, _decided);
        else if (outcome.Result is UserWriteResult.Written or UserWriteResult.AccountChanged)
            accounts.Forget(account);
    }

    /// <summary>Tells those who wait for the account row that storage gave no answer.</summary>
    public void HeldUp() => _turn?.HeldUp();

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn?.Dispose();
        // A read ahead that turned out not to be needed may fail unseen.
        _ = _ahead?.ContinueWith(static done => done.Exception, TaskScheduler.Default);
    }
}
