using System.Net;
using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>Every answer fits its audit row: one for what was acknowledged, none for what was refused, at most one for the rest.</summary>
internal static class AnswersCheck
{
    public static IEnumerable<string> Faults(StoredAccount account, IReadOnlyCollection<Sent> sent)
    {
        var writes = account.Writes.ToLookup(write => write.Trace);
        foreach (var one in sent)
        {
            if (!IsPossible(one))
                yield return $"The answer is not possible: {one}.";
            if (FaultOf(one, [.. writes[one.Operation.Trace]]) is { } fault)
                yield return $"{fault}: {one}.";
        }
        foreach (var stranger in writes.Select(write => write.Key).Except(sent.Select(one => one.Operation.Trace)))
            yield return $"There is an audit row of the request {stranger}, which was never sent.";
    }

    private static bool IsPossible(Sent sent) => sent.Status switch
    {
        null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Created => sent.Operation.Kind == OperationKind.Create,
        HttpStatusCode.NoContent => sent.Operation.Kind == OperationKind.Delete,
        HttpStatusCode.OK => sent.Operation.Kind is not (OperationKind.Create or OperationKind.Delete),
        HttpStatusCode.NotFound => sent.Operation.User is not null,
        HttpStatusCode.Conflict => sent.Operation is { UserName: not null, IsRead: false },
        HttpStatusCode.PreconditionFailed => sent.Operation.IfMatch is not null,
        _ => false,
    };

    private static string? FaultOf(Sent sent, IReadOnlyList<StoredWrite> writes) => writes switch
    {
        [] => MustWrite(sent) ? "What was acknowledged has no audit row" : null,
        [var write] => FaultOf(sent, write),
        _ => $"There are {writes.Count} audit rows for one request",
    };

    private static string? FaultOf(Sent sent, StoredWrite write)
    {
        if (sent.Operation.IsRead || sent.Operation.Kind == OperationKind.Idle)
            return "What changes nothing has an audit row";
        if (write.Operation != sent.Operation.AuditName || write.User != (sent.Operation.User ?? write.User))
            return "The audit row tells of another operation or user";
        if (sent.IsUnknown)
            return null;
        if (!sent.IsAcknowledged)
            return "What was refused has an audit row";
        if (sent.Status == HttpStatusCode.NoContent)
            return null;
        var user = sent.Users.Single();
        return (user.Id, user.Version, user.Active) == (write.User, write.WriteId, write.ActiveAfter)
            && AnsweredUser.WithoutDress(sent.ETag) == write.WriteId
            ? null
            : "The answer and the audit row differ in id, version or active";
    }

    /// <summary>Every change but of <c>active</c> alone sets something that was not there before.</summary>
    private static bool MustWrite(Sent sent) =>
        sent.IsAcknowledged && (sent.Operation.DisplayName is not null || sent.Operation.Kind == OperationKind.Delete);
}
