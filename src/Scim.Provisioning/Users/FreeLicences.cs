using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Users;

/// <summary>
/// Knows for one write which licences are free, and holds the account's place in the queue while the account row is to be
/// written. A licence is never refused by a row that was read before the request came.
/// </summary>
internal sealed class FreeLicences : IDisposable
{
    private readonly RememberedAccounts _accounts;
    private readonly AccountId _account;
    private readonly IStorageTime? _storage;
    private readonly AccountMark _came;
    private Task<AccountSnapshot>? _ahead;
    private AccountMark _decided;
    private ITurn? _turn;

    private FreeLicences(RememberedAccounts accounts, AccountId account, IStorageTime? storage)
    {
        (_accounts, _account, _storage) = (accounts, account, storage);
        _came = accounts.Mark();
    }

    /// <summary>Those for a write that begins now.</summary>
    /// <param name="accounts">What is remembered of the accounts.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="areWanted">True if the write may ask for one: the row is then read ahead if what is remembered has none.</param>
    /// <param name="cancellationToken">Ends the reading ahead.</param>
    public static FreeLicences Begin(
        RememberedAccounts accounts, CallContext request, bool areWanted, CancellationToken cancellationToken)
    {
        var account = request.Account;
        var licences = new FreeLicences(accounts, account, request.Computation.Storage);
        if (areWanted && accounts.Remembered(account, licences._came).Row is not { HasFreeLicence: true })
            licences._ahead = accounts.RefreshAsync(account, cancellationToken);
        return licences;
    }

    /// <summary>
    /// The account row by which licences are given to what was drafted, and counted; null if nothing is.
    /// </summary>
    public async Task<AccountSnapshot?> RowAsync(IReadOnlyList<UserDraft> drafts, CancellationToken cancellationToken)
    {
        if (!drafts.Any(draft => draft.IsCounted))
            return null;
        _turn ??= await _accounts.Writers.EnterAsync(_account, _storage, cancellationToken);
        if (_ahead is not null)
            await _ahead;

        // A slow answer to a read that began earlier may have replaced what this request read ahead.
        var (row, isFresh) = _accounts.Remembered(_account, _came);
        if (row is null || (!isFresh && row.FreeLicences < drafts.Count(draft => draft.NeedsLicence)))
            row = await _accounts.RefreshAsync(_account, cancellationToken);
        _decided = _accounts.Mark();
        return row;
    }

    /// <summary>Takes note of what a write did to the account row.</summary>
    public void Written(UserWriteOutcome outcome)
    {
        if (outcome is { Result: UserWriteResult.Written, Row: { } written })
            _accounts.Remember(written, _decided);
        else if (outcome.Result is UserWriteResult.Written or UserWriteResult.AccountChanged)
            _accounts.Forget(_account);
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
