using Azure;
using Azure.Data.Tables;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Events;

/// <summary>
/// Adds events about users that are still as they were read: with each an empty change of the user's row under its tag, so that no event
/// of a user lies behind one of a later version, or behind its deletion.
/// </summary>
internal sealed class EventAddition(StorageTable users)
{
    private const int RowsOfOne = 2;

    /// <summary>Adds them; those of users that have changed or gone are left out and told.</summary>
    public async Task<IReadOnlyList<UserId>> AddAsync(
        AccountId account, IReadOnlyList<(OutboxEvent Event, string UserTag)> events, CancellationToken cancellationToken)
    {
        var changed = new List<UserId>();
        for (var start = 0; start < events.Count;)
        {
            var some = Fitting(account, events, start);
            start += some.Count;
            await AddSomeAsync(account, some, changed, cancellationToken);
        }
        return changed;
    }

    private static List<Addition> Fitting(AccountId account, IReadOnlyList<(OutboxEvent Event, string UserTag)> events, int start)
    {
        var (some, size) = (new List<Addition>(), 0);
        foreach (var (told, tag) in events.Skip(start).Take(AzureLimits.RowsOfTransaction / RowsOfOne))
        {
            var user = told.User ?? throw new ArgumentException("An event is about no user.", nameof(events));
            var one = new Addition(user, new TableEntity(account.Value, UserKeys.User(user)), tag, EventRow.Write(account, told));
            size += AzureLimits.SizeOf(one.User) + AzureLimits.SizeOf(one.Event);
            if (some.Count > 0 && size > AzureLimits.TransactionSize)
                break;
            some.Add(one);
        }
        return some;
    }

    private async Task AddSomeAsync(AccountId account, List<Addition> some, List<UserId> changed, CancellationToken cancellationToken)
    {
        while (some.Count > 0)
        {
            // Users first, so that one who changed is told apart from an event that is there.
            var answer = await users.WriteAsync(
                [
                    .. some.Select(one => new TableTransactionAction(
                        TableTransactionActionType.UpdateMerge, one.User, new ETag(one.Tag))),
                    .. some.Select(one => new TableTransactionAction(TableTransactionActionType.Add, one.Event)),
                ],
                cancellationToken);
            if (answer.Accepted)
                return;
            if (answer.AnswerLost && await LeaveOutWrittenAsync(account, some, cancellationToken))
                continue;
            if (answer.RefusedRow is not { } place || place >= some.Count * RowsOfOne)
                throw new StorageUnavailableException("Storage refused a transaction.");
            if (place < some.Count)
            {
                changed.Add(some[place].Id);
                some.RemoveAt(place);
            }
            else
            {
                // An event of that id is there: it tells the same.
                some.RemoveAt(place - some.Count);
            }
        }
    }

    /// <summary>
    /// After a lost answer: leaves out the events that are there. Refused for one user, the transaction can happen no more. An event that
    /// was taken since is told as not written, and so comes twice.
    /// </summary>
    /// <returns>True if some were there.</returns>
    private async Task<bool> LeaveOutWrittenAsync(AccountId account, List<Addition> some, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(some.Select(one => users.FindAsync(account.Value, one.Event.RowKey, cancellationToken)));
        var written = found.OfType<TableEntity>().Select(row => row.RowKey).ToHashSet(StringComparer.Ordinal);
        return some.RemoveAll(one => written.Contains(one.Event.RowKey)) > 0;
    }

    /// <param name="Id">The user's id.</param>
    /// <param name="User">The user's row without columns.</param>
    /// <param name="Tag">The tag of that row as read.</param>
    /// <param name="Event">The event's row.</param>
    private sealed record Addition(UserId Id, TableEntity User, string Tag, TableEntity Event);
}
