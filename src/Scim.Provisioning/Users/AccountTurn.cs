using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Users;

/// <summary>
/// The account row for one write, by which licences are given and users counted, and the turn to write it: those who write it through this
/// instance do it one after another, so that they need not race. A licence is never refused by a row that was read before the request came.
/// </summary>
internal sealed class AccountTurn : IDisposable
{
    private readonly RememberedAccounts _accounts;
    private readonly AccountId _account;
    private readonly IStorageTime? _storage;
    private readonly AccountMark _came;
    private Task<AccountSnapshot>? _ahead;
    private AccountMark _decided;
    private ITurn? _turn;

    private AccountTurn(RememberedAccounts accounts, AccountId account, IStorageTime? storage)
    {
        (_accounts, _account, _storage) = (accounts, account, storage);
        _came = accounts.Mark();
    }

    /// <summary>That of a write that begins now.</summary>
    /// <param name="accounts">What is remembered of the accounts.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="wantsLicence">
    /// True if the write may ask for a licence: the row is then read ahead if what is remembered has none free.
    /// </param>
    /// <param name="cancellationToken">Ends the reading ahead.</param>
    public static AccountTurn Begin(
        RememberedAccounts accounts, CallContext request, bool wantsLicence, CancellationToken cancellationToken)
    {
        var account = request.Account;
        var turn = new AccountTurn(accounts, account, request.Computation.Storage);
        if (wantsLicence && accounts.Remembered(account, turn._came).Row is not { HasFreeLicence: true })
            turn._ahead = accounts.RefreshAsync(account, cancellationToken);
        return turn;
    }

    /// <summary>Waits for the turn, and gives the row as it is remembered, or read anew where that has too few licences.</summary>
    /// <param name="licences">How many licences the write asks for.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    public async Task<AccountSnapshot> RowAsync(int licences, CancellationToken cancellationToken)
    {
        _turn ??= await _accounts.Writers.EnterAsync(_account, _storage, cancellationToken);
        if (_ahead is not null)
            await _ahead;

        // A slow answer to a read that began earlier may have replaced what this request read ahead.
        var (row, isFresh) = _accounts.Remembered(_account, _came);
        if (row is null || (!isFresh && row.FreeLicences < licences))
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
