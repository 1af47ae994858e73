using Scim.Operations.Remedies;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Requests;

/// <summary>A query whose user has been looked up.</summary>
/// <param name="Query">The query.</param>
/// <param name="User">The id of the user; null if none is asked for, or nobody has the name.</param>
/// <param name="NameMark">The mark of the name in the log; null if no user is asked for.</param>
internal sealed record RequestSelection(RequestQuery Query, UserId? User, string? NameMark)
{
    public bool Contains(LoggedRequest request) =>
        Query.Status?.Contains(request.Status) != false
        && (Query.Client is null || request.Client == Query.Client)
        && (Query.Operation is null || string.Equals(request.Operation, Query.Operation, StringComparison.OrdinalIgnoreCase))
        && (Query.Type is null || request.Type == Query.Type)
        && (Query.Detail is null || (request.Detail is { } detail && RefusalKind.Common(detail) == Query.Detail))
        && (Query.User is null || IsAbout(request));

    private bool IsAbout(LoggedRequest request) =>
        (User is not null && request.User == User) || (NameMark is not null && request.NameMark == NameMark);
}
