using System.Runtime.CompilerServices;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;

namespace Scim.Provisioning.Users;

/// <summary>
/// Adds many users to an account by the rules of a creation, as many at once as a transaction takes. What is cut off has written some
/// of the users, each of them whole.
/// </summary>
public sealed class UserLoader(IUserStore users, RememberedAccounts accounts, CommitSignals commits, TimeProvider time)
{
    // No more fit into a transaction of 100 rows, each with a row of its own, a name and an audit row.
    private const int MostAtOnce = 33;
    private const int LookupsAtOnce = 8;

    // Each creation by the service changes the account row too, and may win many times.
    private const int MaxTries = 30;

    private readonly UserEditor _editor = new(users, remembered: null, accounts, commits, time);

    /// <summary>Adds users, one transaction after the other.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="source">The users, in any number.</param>
    /// <param name="cancellationToken">Breaks off between two transactions.</param>
    /// <returns>What became of each, once it is known.</returns>
    /// <exception cref="AccountGoneException">The account is being deleted.</exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    /// <exception cref="ContentionException">Other writers were faster every time.</exception>
    public async IAsyncEnumerable<NewUserOutcome> LoadAsync(
        CallContext request, IAsyncEnumerable<NewUser> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = new List<UserArrival>(MostAtOnce);
        await using var more = source.GetAsyncEnumerator(cancellationToken);
        var (areMore, looksFirst, atOnce) = (true, false, MostAtOnce);
        while (true)
        {
            while (areMore && next.Count < atOnce)
            {
                areMore = await more.MoveNextAsync();
                if (areMore) next.Add(new UserArrival(more.Current));
            }
            if (looksFirst)
            {
                var refused = await RefuseTakenNamesAsync(request, next, cancellationToken);
                foreach (var outcome in refused) yield return outcome;
                looksFirst = refused.Count > 0;
            }
            if (next.Count == 0)
            {
                if (areMore) continue;
                yield break;
            }

            var settled = await _editor.ApplyTogetherAsync(
                request, [.. next.Select(user => new PlannedEdit(user.User.Id, user))], MaxTries, cancellationToken);
            foreach (var (edit, after, refusal) in settled)
            {
                var user = (UserArrival)edit; // None else was planned.
                next.Remove(user);
                yield return new NewUserOutcome(user.User, after, refusal);
            }
            // Where one name was there already, others may be: a load that was cut off is being repeated.
            looksFirst |= settled.Any(edit => edit.Refusal is { Type: "uniqueness" });
            // What does not fit is described in vain.
            atOnce = Math.Min(MostAtOnce, settled.Count + 4);
        }
    }

    /// <summary>Refuses those whose name is taken without trying to write them.</summary>
    private async Task<IReadOnlyList<NewUserOutcome>> RefuseTakenNamesAsync(
        CallContext request, List<UserArrival> next, CancellationToken cancellationToken)
    {
        var (type, _) = await request.Rules;
        var isTaken = new bool[next.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = LookupsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, next.Count, options, async (place, token) =>
        {
            var name = next[place].User.Resource[UserResource.UserName];
            var sameName = new ComparisonFilter(new AttributePath(UserResource.UserName), ComparisonOperator.Equal, name);
            var query = new UserQuery { Type = type, Filter = sameName, Count = 1 };
            isTaken[place] = (await users.ListAsync(request.Account, query, token)).Users.Count > 0;
        });
        var refused = new List<NewUserOutcome>();
        for (var place = isTaken.Length - 1; place >= 0; place--)
        {
            if (!isTaken[place]) continue;
            refused.Add(new NewUserOutcome(next[place].User, Created: null, ScimError.Uniqueness(UserResource.UserName.Name)));
            next.RemoveAt(place);
        }
        return refused;
    }
}
