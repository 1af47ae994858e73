using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Users;

/// <summary>Sends transactions until their outcome is known, and says what it is.</summary>
internal sealed class UserWriter(StorageTable users)
{
    private const int Collisions = 8;

    public async Task<UserWriteOutcome> WriteAsync(AccountId account, UserChange change, CancellationToken cancellationToken)
    {
        var transaction = new UserTransaction(account, change);
        var answerLost = false;
        for (var collisions = 0; collisions < Collisions;)
        {
            var answer = await users.SubmitAsync(transaction.Actions, cancellationToken);
            answerLost |= answer.AnswerLost;
            if (answer.ETags is { } tags)
                return new UserWriteOutcome(UserWriteResult.Written, AccountAfter(change, transaction, tags));
            if (answerLost && await HasHappenedAsync(account, change, cancellationToken))
                return new UserWriteOutcome(UserWriteResult.Written);
            if (answer.RefusedRow is not { } place || place >= transaction.Actions.Count)
                throw new StorageUnavailableException("Storage refused a transaction.");
            switch (transaction.RoleAt(place))
            {
                case UserTransactionRole.User:
                    return new UserWriteOutcome(UserWriteResult.UserChanged);
                case UserTransactionRole.UserName when answer.Status == 409:
                    return new UserWriteOutcome(UserWriteResult.UserNameTaken);
                case UserTransactionRole.Account:
                    return new UserWriteOutcome(UserWriteResult.AccountChanged);
                case UserTransactionRole.Audit when answer.Status == 409:
                    return new UserWriteOutcome(UserWriteResult.Written);
                case UserTransactionRole.IndexRemoval when answer.Status == 404:
                    // What shall be removed is gone: a damaged index must not make its user unwritable.
                    transaction.Drop(place);
                    break;
                default:
                    collisions++;
                    break;
            }
        }
        throw new ContentionException("Other writes were at the same index rows every time.");
    }

    /// <summary>The audit row is written by the same transaction only, so it tells the fate of a try whose answer was lost.</summary>
    private async Task<bool> HasHappenedAsync(AccountId account, UserChange change, CancellationToken cancellationToken) =>
        await users.FindAsync(account.Value, AuditRow.Key(change.Audit), cancellationToken) is not null;

    private static AccountSnapshot? AccountAfter(UserChange change, UserTransaction transaction, IReadOnlyList<string> tags) =>
        change.AccountAfter is { } after ? after with { ETag = tags[transaction.PlaceOfAccount] } : null;
}
