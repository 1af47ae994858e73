using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>What a user should be at each of its versions, by the operations that made them.</summary>
internal sealed record Replay(
    string UserName, string? DisplayName, string? ExternalId, IReadOnlyList<string>? OwnEmails, bool Active, bool Waiting)
{
    /// <summary>The addresses: its own, or the one that its <c>userName</c> is.</summary>
    public IReadOnlyList<string> Emails => OwnEmails ?? [UserName];

    /// <summary>The versions of a user, oldest first, as far as the operations are known.</summary>
    public static IEnumerable<(StoredWrite Write, Operation Operation, Replay? Before, Replay After)> Of(
        IReadOnlyList<StoredWrite> trail, IReadOnlyDictionary<string, Sent> sent)
    {
        Replay? before = null;
        foreach (var write in trail.Where(write => !write.IsDeletion))
        {
            if (!sent.TryGetValue(write.Trace, out var one) || (before is null && !write.IsCreation))
                yield break;
            var after = Next(before, one.Operation) with { Active = write.ActiveAfter, Waiting = write.WaitingAfter };
            yield return (write, one.Operation, before, after);
            before = after;
        }
    }

    private static Replay Next(Replay? before, Operation operation)
    {
        if (before is null || operation.IsWhole)
        {
            return new Replay(
                operation.UserName ?? "", operation.DisplayName, operation.ExternalId, operation.Emails, Active: false, Waiting: false);
        }
        return before with
        {
            UserName = operation.UserName ?? before.UserName,
            DisplayName = operation.DisplayName ?? before.DisplayName,
        };
    }
}
