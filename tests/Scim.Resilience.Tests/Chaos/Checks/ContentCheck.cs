using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>What is stored and what was answered at a version is what the operations up to there make of the user.</summary>
internal static class ContentCheck
{
    public static IEnumerable<string> Faults(StoredAccount account, Trails trails, IReadOnlyCollection<Sent> sent, int owned)
    {
        var byTrace = sent.ToDictionary(one => one.Operation.Trace);
        var versions = trails.OfUsers.Values
            .SelectMany(trail => Replay.Of(trail, byTrace))
            .ToDictionary(version => version.Write.WriteId);

        foreach (var (write, operation, before, after) in versions.Values)
        {
            if (StateFault(operation, before, after) is { } fault)
                yield return $"{fault} after {write}, by operation {operation.Number} ({operation.Kind}).";
            if (operation.Active is not false && after.Waiting && write.After is { } counters && counters.LicencesInUse < owned)
                yield return $"A licence was refused by {write} though one was free.";
        }
        foreach (var user in account.Users)
        {
            if (versions.TryGetValue(user.Version ?? "", out var version)
                && !Agree(version.After, user.UserName, user.DisplayName, user.ExternalId, user.Emails, user.Active))
                yield return $"User {user.Id} is not what operation {version.Operation.Number} and those before it made of it.";
        }
        foreach (var one in sent)
        {
            foreach (var fault in one.Users.Select(user => AnswerFault(one, user)).OfType<string>())
                yield return $"{fault}: {one}.";
        }

        string? AnswerFault(Sent one, AnsweredUser user)
        {
            if (one.Operation.Kind == OperationKind.Find
                && !string.Equals(user.UserName, one.Operation.UserName, StringComparison.OrdinalIgnoreCase))
                return "A user of another name was found";
            if (!versions.TryGetValue(user.Version, out var version) || version.Write.User != user.Id)
                return "A version was answered that never was";
            return Agree(version.After, user.UserName, user.DisplayName, user.ExternalId, user.Emails, user.Active)
                ? null
                : "The answer is not what the operations made of the user";
        }
    }

    /// <summary>A wish for <c>active</c> is fulfilled or noted; without one the state stays.</summary>
    private static string? StateFault(Operation operation, Replay? before, Replay after) => operation switch
    {
        { Active: false } => after is { Active: false, Waiting: false } ? null : "The user is active or waits",
        { Active: true } or { Kind: OperationKind.Create } => after.Active != after.Waiting ? null : "The user neither is active nor waits",
        _ => (after.Active, after.Waiting) == (before?.Active, before?.Waiting) ? null : "The user's state changed",
    };

    private static bool Agree(
        Replay wanted, string? userName, string? displayName, string? externalId, IEnumerable<string?> emails, bool active) =>
        (wanted.UserName, wanted.DisplayName, wanted.ExternalId, wanted.Active) == (userName, displayName, externalId, active)
        && wanted.Emails.SequenceEqual(emails);
}
