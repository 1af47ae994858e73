using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Users;

/// <summary>Sends transactions until their outcome is known, and says what it is.</summary>
internal sealed class WriteSender(StorageTable users)
{
    private const int Collisions = 8;

    public async Task<UserWriteOutcome> WriteAsync(AccountId account, UserWrite write, CancellationToken cancellationToken)
    {
        var transaction = new WriteTransaction(account, write);
        var answerLost = false;
        for (var collisions = 0; collisions < Collisions;)
        {
            var answer = await users.WriteAsync(transaction.Actions, cancellationToken);
            answerLost |= answer.AnswerLost;
            if (answer.ETags is { } tags)
                return Written(transaction, tags);
            if (answerLost && await HasHappenedAsync(account, write, cancellationToken))
                return Written(transaction);
            if (answer.RefusedRow is not { } place || place >= transaction.Count)
                throw new StorageUnavailableException("Storage refused a transaction.");
            var (role, change) = transaction.At(place);
            switch (role)
            {
                case RowRole.User:
                    return new UserWriteOutcome(UserWriteResult.UserChanged, change);
                case RowRole.UserName when answer.Status == 409:
                    return new UserWriteOutcome(UserWriteResult.UserNameTaken, change);
                case RowRole.Account:
                    return new UserWriteOutcome(UserWriteResult.AccountChanged, Changes: 0);
                case RowRole.Audit when answer.Status == 409:
                    return Written(transaction);
                case RowRole.IndexRemoval when answer.Status == 404:
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

    private static UserWriteOutcome Written(WriteTransaction transaction) => new(UserWriteResult.Written, transaction.Changes);

    private static UserWriteOutcome Written(WriteTransaction transaction, IReadOnlyList<string> tags) => Written(transaction) with
    {
        Row = transaction.RowAfter is { } after ? after with { ETag = tags[transaction.PlaceOfAccount] } : null,
        Tags = [.. tags.Take(transaction.Changes)], // The rows of the users stand first.
    };

    /// <summary>An audit row is written by the same transaction only, so it tells the fate of a try whose answer was lost.</summary>
    private async Task<bool> HasHappenedAsync(AccountId account, UserWrite write, CancellationToken cancellationToken) =>
        await users.FindAsync(account.Value, AuditRow.Key(write.Changes[0].Audit), cancellationToken) is not null;
}
