using Scim.Provisioning.Accounts;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Users;

/// <summary>
/// Decides for one request whether its user gets a licence, and holds the account's place in the queue while the account row is to
/// be written. A licence is never refused by a row that was read before the request came.
/// </summary>
internal sealed class LicenceDecision(AccountDirectory accounts, AccountId account, IStorageTime? storage) : IDisposable
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
    /// Whether the draft's user gets a licence, and the account row if the change has to write it.
    /// </summary>
    public async Task<(bool Granted, AccountSnapshot? Row)> DecideAsync(UserDraft draft, CancellationToken cancellationToken)
    {
        if (!draft.NeedsLicence && !draft.FreesLicence && draft.UsersChange == 0)
            return (false, null);
        _turn ??= await accounts.EnterAsync(account, storage, cancellationToken);
        if (_ahead is not null)
            await _ahead;

        // A slow answer to a read that began earlier may have replaced what this request read ahead.
        var (row, isFresh) = accounts.Remembered(account, _came);
        if (row is null || (draft.NeedsLicence && !row.HasFreeLicence && !isFresh))
            row = await accounts.RefreshAsync(account, cancellationToken);
        _decided = accounts.Mark();
        var granted = draft.NeedsLicence && row.HasFreeLicence;
        var writes = granted || draft.FreesLicence || draft.UsersChange != 0;
        return (granted, writes ? row : null);
    }

    /// <summary>Takes note of what a change did to the account row.</summary>
    public void Written(UserWriteOutcome outcome)
    {
        if (outcome is { Result: UserWriteResult.Written, Account: { } written })
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
