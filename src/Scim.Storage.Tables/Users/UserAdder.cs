using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Users;

/// <summary>Adds many users in one transaction, and says what came of it.</summary>
internal sealed class UserAdder(StorageTable users)
{
    public async Task<UserAdditionOutcome> AddAsync(
        AccountSnapshot account, IReadOnlyList<UserAddition> additions, CancellationToken cancellationToken)
    {
        var transaction = new AdditionTransaction(account, additions);
        var answer = await users.SubmitAsync(transaction.Actions, cancellationToken);
        if (answer.ETags is { } tags)
            return new UserAdditionOutcome(UserWriteResult.Written, transaction.Count, transaction.After with { ETag = tags[^1] });

        // The first user's audit row is written by the same transaction only.
        if (answer.AnswerLost
            && await users.FindAsync(account.Account.Value, AuditRow.Key(additions[0].Audit), cancellationToken) is not null)
            return new UserAdditionOutcome(UserWriteResult.Written, transaction.Count);
        return answer.RefusedRow is { } place && place < transaction.Actions.Count
            ? Refused(transaction.At(place), answer.Status)
            : throw Unexplained();
    }

    private static UserAdditionOutcome Refused((UserTransactionRole Role, int User) row, int? status) => (row.Role, status) switch
    {
        (UserTransactionRole.User, 409) => new UserAdditionOutcome(UserWriteResult.UserChanged, row.User),
        (UserTransactionRole.UserName, 409) => new UserAdditionOutcome(UserWriteResult.UserNameTaken, row.User),
        (UserTransactionRole.Account, _) => new UserAdditionOutcome(UserWriteResult.AccountChanged, 0),
        _ => throw Unexplained(),
    };

    private static StorageUnavailableException Unexplained() => new("Storage refused a transaction.");
}
