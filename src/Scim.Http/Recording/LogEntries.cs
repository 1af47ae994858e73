using System.Text.Json;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Telemetry;
using Scim.Protocol.Naming;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Http.Recording;

/// <summary>Makes entries of the log of requests. They name attributes, and hold nothing that a client wrote.</summary>
/// <param name="log">The log.</param>
internal sealed class LogEntries(IRequestLog log)
{
    /// <summary>The entry of a request.</summary>
    public LoggedRequest Of(RequestNotes notes, RequestSender sender, LoggedOutcome outcome)
    {
        var route = RouteTemplates.Of(RequestPath.Of(notes.Http));
        return new LoggedRequest
        {
            Id = Guid.CreateVersion7(notes.Arrived),
            Account = sender.Account,
            When = notes.Arrived,
            Client = sender.Client,
            Method = KnownMethod.Of(notes.Http.Method),
            Route = route,
            Operation = notes.Operation,
            User = notes.User ?? (route == RouteTemplates.User ? UserIn(notes) : null),
            Status = outcome.Status,
            Type = outcome.Refusal?.Type,
            Detail = outcome.Refusal?.Detail,
            Attributes = AttributesOf(notes, notes.Operation, notes.Body),
            Duration = outcome.Duration,
            CorrelationId = notes.CorrelationId,
            NameMark = outcome.Status >= 400 ? MarkOf(notes.Operation, notes.Body) : null,
        };
    }

    /// <summary>The entry of a refused operation of a Bulk.</summary>
    public LoggedRequest Of(RequestNotes notes, RequestSender sender, RefusedOperation refused, TimeSpan duration)
    {
        var refusal = AnsweredRefusal.Of(refused.Error);
        return new LoggedRequest
        {
            Id = Guid.CreateVersion7(notes.Arrived),
            Account = sender.Account,
            When = notes.Arrived,
            Client = sender.Client,
            Method = KnownMethod.Of(refused.Sent.Method),
            Route = refused.Route,
            Operation = refused.Name,
            User = refused.User,
            Status = refused.Error.Status,
            Type = refusal.Type,
            Detail = refusal.Detail,
            Attributes = AttributesOf(notes, refused.Name, refused.Sent.Data),
            Duration = duration,
            CorrelationId = notes.CorrelationId,
            NameMark = MarkOf(refused.Name, refused.Sent.Data),
            BulkPlace = refused.Place,
        };
    }

    private static UserId? UserIn(RequestNotes notes) =>
        UserId.TryParse(notes.Http.RouteValues[ScimRoutes.UserId] as string, out var user) ? user : null;

    private static IReadOnlyList<string> AttributesOf(RequestNotes notes, string operation, JsonElement? body)
    {
        if (notes.Rules is not { IsCompletedSuccessfully: true, Result: var rules })
            return [];
        var named = new NamedAttributes(rules);
        switch (operation)
        {
            case Operations.CreateUser or Operations.ReplaceUser when body is { } resource:
                named.AddResource(resource);
                break;
            case Operations.PatchUser when body is { } patch:
                named.AddPatch(patch);
                break;
            case Operations.ListUsers or Operations.SearchUsers when notes.Search is { } search:
                named.AddFilter(search.Filter ?? "");
                named.AddPath(search.SortBy ?? "");
                break;
        }
        return named.Names;
    }

    /// <summary>The mark of the name under which a user was to be created; null for other operations, and where there is none.</summary>
    private string? MarkOf(string operation, JsonElement? body) =>
        operation == Operations.CreateUser && body is { } user && NameIn(user) is { Length: > 0 and <= UserLimits.TextLength } name
            ? log.NameMark(name)
            : null;

    private static string? NameIn(JsonElement user)
    {
        if (user.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var member in user.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String
                && member.Name.Equals(UserResource.UserName.Name, StringComparison.OrdinalIgnoreCase))
                return member.Value.GetString();
        }
        return null;
    }
}
