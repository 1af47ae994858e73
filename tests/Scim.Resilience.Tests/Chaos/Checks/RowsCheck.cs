using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>Every user's row agrees with itself, and the index rows are those of the users, no more and no fewer.</summary>
internal static class RowsCheck
{
    public static IEnumerable<string> Faults(StoredAccount account) =>
        account.Strangers.Select(key => $"The row {key} is of no known kind.")
            .Concat(account.Users.SelectMany(FaultsOf))
            .Concat(IndexFaults(account));

    private static IEnumerable<string> FaultsOf(StoredUserRow user)
    {
        foreach (var column in user.Disagreements())
            yield return $"User {user.Id}: the column {column} differs from the document.";
        if (user is { Active: true, WaitingForLicence: true })
            yield return $"User {user.Id} is active and waits for a licence.";
    }

    private static IEnumerable<string> IndexFaults(StoredAccount account)
    {
        var wanted = account.Users.SelectMany(user => IndexKeys.Of(user).Select(key => (Key: key, User: user.Id))).ToHashSet();
        var stored = account.Indexes.Select(row => (Key: row.RowKey, User: row.GetString("User"))).ToHashSet();
        foreach (var (key, user) in wanted.Except(stored))
            yield return $"User {user} lacks the index row {key}.";
        foreach (var (key, user) in stored.Except(wanted))
            yield return $"The index row {key} points at {user}, which has no such value or does not exist.";
    }
}
