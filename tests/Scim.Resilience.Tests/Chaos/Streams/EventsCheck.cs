using System.Text.Json.Nodes;
using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>
/// What a receiver got, without what it knew already, is for each user the chain of the audit trail, and makes the users.
/// </summary>
internal static class EventsCheck
{
    /// <summary>The faults, each in a sentence; none if all is well.</summary>
    /// <param name="name">What the faults call the receiver.</param>
    /// <param name="received">What it got.</param>
    /// <param name="account">The account as stored.</param>
    /// <param name="makesUsers">True if the events have values.</param>
    public static IEnumerable<string> Faults(string name, ReceivedEvents received, StoredAccount account, bool makesUsers)
    {
        var events = received.All;
        var trails = new Trails(account.Writes);
        var byUser = events.GroupBy(told => told.User).ToDictionary(user => user.Key, user => user.ToList());
        foreach (var (user, trail) in trails.OfUsers)
        {
            var told = byUser.GetValueOrDefault(user, []);
            var (wanted, got) = (Wanted(trail), told.ConvertAll(one => $"{one.Jti} {one.Kind}"));
            if (!got.SequenceEqual(wanted))
                yield return $"{name}: user {user} was told as [{string.Join(", ", got)}], and was [{string.Join(", ", wanted)}].";
        }
        foreach (var user in byUser.Keys.Except(trails.OfUsers.Keys))
            yield return $"{name}: user {user} was told and never was.";
        if (!makesUsers) yield break;

        var mirror = EventMirror.Of(events).Users;
        foreach (var user in account.Users)
        {
            if (!mirror.TryGetValue(user.Id, out var told)) yield return $"{name}: user {user.Id} is missing.";
            else if (!JsonNode.DeepEquals(told, user.Whole)) yield return $"{name}: user {user.Id} is {told}, and should be {user.Whole}.";
        }
        foreach (var user in mirror.Keys.Except(account.Users.Select(user => user.Id)))
            yield return $"{name}: user {user} is left, and was deleted.";
    }

    /// <summary>The events of a trail, in order.</summary>
    private static List<string> Wanted(IReadOnlyList<StoredWrite> trail)
    {
        var wanted = new List<string>();
        bool? wasActive = null;
        foreach (var write in trail)
        {
            var kind = write.Operation switch
            {
                "Create" => "create",
                "Replace" => "put",
                "Patch" => "patch",
                _ => "delete",
            };
            wanted.Add($"{write.WriteId}.0 {kind}");
            if (wasActive is { } was && was != write.ActiveAfter && !write.IsDeletion)
                wanted.Add($"{write.WriteId}.1 {(write.ActiveAfter ? "activate" : "deactivate")}");
            wasActive = write.ActiveAfter;
        }
        return wanted;
    }
}
