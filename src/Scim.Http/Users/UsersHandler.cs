using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Queries;
using Scim.Provisioning.Users;

namespace Scim.Http.Users;

/// <summary>The endpoints of users (RFC 7644 §3).</summary>
public sealed class UsersHandler : IRequestHandler
{
    private readonly ScimPipeline _pipeline;
    private readonly UserService _users;
    private readonly TimeProvider _time;

    internal UsersHandler(ScimPipeline pipeline, UserService users, TimeProvider time) =>
        (_pipeline, _users, _time) = (pipeline, users, time);

    /// <summary>Creates a user (§3.3).</summary>
    public Task<IResult> CreateAsync(HttpRequest request) => ChangeAsync(request, Operations.CreateUser, async (call, _, body, answers) =>
    {
        var user = await _users.CreateAsync(call.User, body, call.CancellationToken);
        call.Request.Notes.User = user.Id;
        return answers.Created(user);
    });

    /// <summary>Lists users (§3.4.2).</summary>
    public Task<IResult> ListAsync(HttpRequest request) =>
        _pipeline.RunAsync(request, Operations.ListUsers, call => ListAsync(call, QueryParameters.ReadSearch(request.Query)));

    /// <summary>Lists users by a SearchRequest (§3.4.3).</summary>
    public Task<IResult> SearchAsync(HttpRequest request) => _pipeline.RunAsync(request, Operations.SearchUsers, async call =>
    {
        // A page may take long to be sent, and needs no body.
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(call.Request, call.User.Admission));
        return await ListAsync(call, SearchRequest.Parse(body.RootElement));
    });

    /// <summary>The user of the route's id (§3.4.1).</summary>
    public Task<IResult> GetAsync(HttpRequest request) => _pipeline.RunAsync(request, Operations.GetUser, async call =>
    {
        var id = Id(request);
        var (answering, reading) = (AnswersAsync(call), _users.GetAsync(call.User, id, call.CancellationToken));
        await Task.WhenAll(answering, reading);
        var (answers, user) = (await answering, await reading);
        if (Preconditions.IfMatch(request.Headers)?.Matches(user.Version) is false)
            throw new ScimException(ScimError.VersionMismatch());
        return Preconditions.IfNoneMatch(request.Headers)?.Matches(user.Version) is true && answers.IsAsWritten(user)
            ? answers.NotModified(user)
            : answers.Ok(user);
    });

    /// <summary>Replaces the user of the route's id (§3.5.1).</summary>
    public Task<IResult> ReplaceAsync(HttpRequest request) =>
        ChangeAsync(request, Operations.ReplaceUser, async (call, id, body, answers) =>
            answers.Ok(await _users.ReplaceAsync(call.User, id, body, Preconditions.OfChange(request.Headers), call.CancellationToken)));

    /// <summary>Patches the user of the route's id (§3.5.2).</summary>
    public Task<IResult> PatchAsync(HttpRequest request) => ChangeAsync(request, Operations.PatchUser, async (call, id, body, answers) =>
        answers.Ok(await _users.PatchAsync(call.User, id, body, Preconditions.OfChange(request.Headers), call.CancellationToken)));

    /// <summary>Deletes the user of the route's id (§3.6).</summary>
    public Task<IResult> DeleteAsync(HttpRequest request) => _pipeline.RunAsync(request, Operations.DeleteUser, async call =>
    {
        await _users.DeleteAsync(call.User, Id(request), Preconditions.OfChange(request.Headers), call.CancellationToken);
        return new Answer(StatusCodes.Status204NoContent);
    });

    private async Task<IResult> ListAsync(ScimCall call, SearchRequest parameters)
    {
        call.Request.Notes.Search = parameters;
        var account = call.User.Account;
        var rules = await call.User.Rules;
        var (query, projection) = ListRequest.From(parameters, account, rules, _time.GetUtcNow());
        var page = await _users.ListAsync(
            call.User, query with { PageRead = call.Request.Deadline.Restart }, call.CancellationToken);
        return new UserAnswers(call.Request.ScimBase, rules.Type, projection)
            .Page(page, () => PageCursors.PositionOf(page, query, account, _time.GetUtcNow()), call.Request.Deadline);
    }

    private Task<IResult> ChangeAsync(
        HttpRequest request, string operation, Func<ScimCall, string, JsonElement, UserAnswers, Task<IResult>> act) =>
        _pipeline.RunAsync(request, operation, async call =>
        {
            var (id, answers) = (Id(request), await AnswersAsync(call));
            return await act(call, id, await RequestBody.ParseAsync(call.Request, call.User.Admission), answers);
        });

    /// <summary>Answers as the query wants them; a query that cannot be served is refused before anything happens.</summary>
    private static async Task<UserAnswers> AnswersAsync(ScimCall call)
    {
        var (query, rules) = (call.Request.Http.Query, await call.User.Rules);
        var projection = query.Count == 0
            ? null
            : Projection.Parse(QueryParameters.Attributes(query), QueryParameters.ExcludedAttributes(query), rules.Type, rules.Strictness);
        return new UserAnswers(call.Request.ScimBase, rules.Type, projection);
    }

    /// <summary>
    /// The id in the route; empty where a user is created. What stands there for the search is no user, and takes POST only.
    /// </summary>
    private static string Id(HttpRequest request)
    {
        var id = request.RouteValues[ScimRoutes.UserId] as string ?? "";
        return ScimRoutes.UsersSearch.EndsWith($"/{id}", StringComparison.OrdinalIgnoreCase)
            ? throw new ScimException(ScimError.MethodNotAllowed(HttpMethods.Post))
            : id;
    }
}
