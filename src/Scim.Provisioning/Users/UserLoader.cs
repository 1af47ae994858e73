using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;

namespace Scim.Provisioning.Users;

/// <summary>
/// Adds many users to an account by the rules of a creation, as many at once as a transaction takes. What is cut off has written some
/// of the users, each of them whole.
/// </summary>
public sealed class UserLoader(IUserStore users, IAccountStore accounts, TimeProvider time)
{
    // No more fit into a transaction of 100 rows, each with a row of its own, a name and an audit row.
    private const int MostAtOnce = 33;
    private const int LookupsAtOnce = 8;

    // Each creation by the service changes the account row too, and may win any number of times.
    private const int MaxTries = 100;

    /// <summary>Adds users, one transaction after the other.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="source">The users, in any number.</param>
    /// <param name="done">Is told what became of each, one after another.</param>
    /// <param name="cancellationToken">Breaks off between two transactions.</param>
    /// <exception cref="AccountGoneException">The account is being deleted.</exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    /// <exception cref="ContentionException">Other writers were faster every time.</exception>
    public async Task LoadAsync(
        UserRequest request, IAsyncEnumerable<NewUser> source, Action<NewUserOutcome> done, CancellationToken cancellationToken)
    {
        var account = request.Caller.Account;
        var row = await FindAsync(account, cancellationToken);
        var next = new UserBatch(request, time);
        await using var more = source.GetAsyncEnumerator(cancellationToken);
        var (areMore, looksFirst, tries) = (true, false, 0);
        while (true)
        {
            while (areMore && next.Count < MostAtOnce)
            {
                areMore = await more.MoveNextAsync();
                if (areMore) next.Add(more.Current);
            }
            if (looksFirst) looksFirst = await RefuseTakenNamesAsync(account, next, done, cancellationToken);
            var additions = next.Describe(row, done);
            if (additions.Count == 0)
            {
                if (areMore) continue;
                return;
            }

            var outcome = await users.AddAsync(row, additions, cancellationToken);
            switch (outcome.Result)
            {
                case UserWriteResult.Written:
                    next.Written(outcome.Count, done);
                    tries = 0;
                    break;
                case UserWriteResult.UserNameTaken:
                    // Where one was there already, others may be: a load that was cut off is being repeated.
                    next.Refuse(outcome.Count, ScimError.Uniqueness(UserResource.UserName.Name), done);
                    looksFirst = true;
                    continue;
                case UserWriteResult.UserChanged:
                    next.Refuse(outcome.Count, ScimError.Uniqueness(UserResource.Id.Name), done);
                    continue;
                case UserWriteResult.AccountChanged when ++tries == MaxTries:
                    throw new ContentionException();
            }
            row = outcome.Account ?? await FindAsync(account, cancellationToken);
        }
    }

    private async Task<AccountSnapshot> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        await accounts.FindAsync(account, cancellationToken) ?? throw new AccountGoneException();

    /// <summary>Refuses those whose name is taken without trying to write them. True if there were any.</summary>
    private async Task<bool> RefuseTakenNamesAsync(
        AccountId account, UserBatch batch, Action<NewUserOutcome> done, CancellationToken cancellationToken)
    {
        var isTaken = new bool[batch.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = LookupsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, batch.Count, options, async (place, token) =>
        {
            var name = batch.At(place).Resource[UserResource.UserName];
            var sameName = new ComparisonFilter(new AttributePath(UserResource.UserName), ComparisonOperator.Equal, name);
            isTaken[place] = (await users.ListAsync(account, new UserQuery { Filter = sameName, Count = 1 }, token)).Users.Count > 0;
        });
        for (var place = isTaken.Length - 1; place >= 0; place--)
        {
            if (isTaken[place]) batch.Refuse(place, ScimError.Uniqueness(UserResource.UserName.Name), done);
        }
        return isTaken.Contains(true);
    }
}
