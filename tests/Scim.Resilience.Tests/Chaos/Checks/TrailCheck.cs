using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>The audit trail, followed by its version chain, ends where each user is now.</summary>
internal static class TrailCheck
{
    public static IEnumerable<string> Faults(StoredAccount account, Trails trails)
    {
        foreach (var fault in trails.Faults)
            yield return fault;
        var users = account.Users.ToDictionary(user => user.Id);
        foreach (var user in users.Keys.Except(trails.OfUsers.Keys))
            yield return $"User {user} is there without a trail.";
        foreach (var (id, trail) in trails.OfUsers)
        {
            if (trail is not [.., var last])
                continue;
            var user = users.GetValueOrDefault(id);
            if (last.IsDeletion ? user is not null : user is null)
                yield return $"The trail ends with {last}, but the user is {(user is null ? "not there" : "there")}.";
            else if (user is not null
                && (user.Version, user.Active, user.WaitingForLicence) != (last.WriteId, last.ActiveAfter, last.WaitingAfter))
                yield return $"The trail ends with {last}, but the user has another version, active state or waiting mark.";
            else if (user is null && (last.ActiveAfter || last.WaitingAfter))
                yield return $"The user is active or waits after {last}.";
        }
    }
}
