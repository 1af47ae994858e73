using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>
/// The account's counters are those of the users, and the counters in the audit trail lead there from zero, one write at a time. The
/// writes of an account row are in some order that no row tells: there is one if, as in a walk over bridges, every state of the
/// counters is left as often as it is reached, but for the first and the last.
/// </summary>
internal static class CountersCheck
{
    public static IEnumerable<string> Faults(StoredAccount account, Trails trails, int owned)
    {
        if (account.Account.GetInt32("LicencesOwned") != owned)
            yield return $"Licences owned are no longer {owned}.";
        var active = account.Users.Count(user => user.Active);
        if (account.LicencesInUse != active)
            yield return $"Licences in use are {account.LicencesInUse}, but {active} users are active.";
        if (account.LicencesInUse > owned)
            yield return $"Licences in use are {account.LicencesInUse}, but only {owned} are owned.";
        if (account.UsersTotal != account.Users.Count)
            yield return $"Users total is {account.UsersTotal}, but there are {account.Users.Count}.";

        var steps = trails.OfUsers.Values.SelectMany(StepsOf).ToList();
        foreach (var (write, change) in steps.Where(step => (step.Change == (0, 0)) != (step.Write.After is null)))
            yield return $"By {write} licences change by {change.Licences} and users by {change.Users}: "
                + $"counters are {(write.After is null ? "missing" : "there")}.";
        foreach (var (write, _) in steps.Where(step => step.Write.After?.LicencesInUse > owned))
            yield return $"After {write} more licences are in use than are owned.";
        foreach (var fault in WalkFaults(steps, (account.LicencesInUse, account.UsersTotal)))
            yield return fault;
    }

    private static IEnumerable<(StoredWrite Write, (int Licences, int Users) Change)> StepsOf(IReadOnlyList<StoredWrite> trail)
    {
        var wasActive = false;
        foreach (var write in trail)
        {
            var users = write.IsCreation ? 1 : write.IsDeletion ? -1 : 0;
            yield return (write, ((write.ActiveAfter ? 1 : 0) - (wasActive ? 1 : 0), users));
            wasActive = write.ActiveAfter;
        }
    }

    private static IEnumerable<string> WalkFaults(
        List<(StoredWrite Write, (int Licences, int Users) Change)> steps, (int Licences, int Users) end)
    {
        var balance = new Dictionary<(int, int), int> { [(0, 0)] = 1 };
        var neighbours = new List<((int, int) From, (int, int) To)>();
        foreach (var (write, change) in steps)
        {
            if (write.After is not { } to)
                continue;
            var from = (to.LicencesInUse - change.Licences, to.Users - change.Users);
            neighbours.Add((from, to));
            balance[from] = balance.GetValueOrDefault(from) - 1;
            balance[to] = balance.GetValueOrDefault(to) + 1;
        }
        balance[end] = balance.GetValueOrDefault(end) - 1;
        foreach (var ((licences, users), difference) in balance.Where(state => state.Value != 0))
            yield return $"{licences} licences in use of {users} users are reached {difference} times more often than left.";

        var reached = new HashSet<(int, int)> { (0, 0) };
        while (neighbours.RemoveAll(step => reached.Contains(step.From) && Add(step.To)) > 0)
        {
        }
        foreach (var state in neighbours.Select(step => step.From).Distinct())
            yield return $"No write leads to {state.Item1} licences in use of {state.Item2} users.";

        bool Add((int, int) state)
        {
            reached.Add(state);
            return true;
        }
    }
}
