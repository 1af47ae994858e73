using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Scim.Http.Addresses;
using Scim.Http.Bulk;
using Scim.Http.Groups;
using Scim.Http.OpenApi;
using Scim.Http.Users;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Endpoints;

/// <summary>The endpoints of users, of groups and of Bulk.</summary>
internal static class UserEndpoints
{
    private static readonly int[] Usual = [400, 401, 403, 429, 500, 503];
    private static readonly int[] WithBody = [400, 401, 403, 408, 413, 415, 429, 500, 503];

    private static readonly string[] OneUser =
        [ApiHeaders.ETag, ApiHeaders.Location, ApiHeaders.ContentLocation, ApiHeaders.Vary, .. ApiHeaders.Rate];

    private static readonly string[] OneList = [ApiHeaders.Vary, .. ApiHeaders.Rate];

    private static readonly string[] Unchanged =
        [ApiHeaders.ETag, ApiHeaders.ContentLocation, ApiHeaders.Vary, .. ApiHeaders.Rate];

    public static IReadOnlyList<ScimRoute> All { get; } =
    [
        Users("POST", ScimRoutes.Users, (users, request) => users.CreateAsync(request), draft =>
            Scim(draft, "createUser", "Create a user") with
            {
                Description =
                    "An active user takes a licence of the account. If none is free, the user is created all the same, with active false.",
                Parameters = ApiParameters.Projection,
                Body = draft.Body("The user.", UserShapes.NewUser, ErrorAnswers.ScimTypes),
                Answers =
                [
                    ("201", draft.Answer("The user as it was created.", UserShapes.User, ErrorAnswers.ScimTypes, OneUser)),
                    .. ErrorAnswers.Scim(draft, [.. WithBody, 409]),
                ],
            }),
        Listing(ScimRoutes.Users, "listUsers", "List users"),
        Searching(ScimRoutes.UsersSearch, "searchUsers", "List users by a body"),
        Searching(ScimRoutes.Search, "searchResources", "List all resources, which are the users, by a body"),
        Users("GET", ScimRoutes.User, (users, request) => users.GetAsync(request), draft =>
            Scim(draft, "getUser", "Read a user") with
            {
                Parameters = [ApiParameters.UserId, ApiParameters.IfMatch, ApiParameters.IfNoneMatch, .. ApiParameters.Projection],
                Answers =
                [
                    ("200", draft.Answer("The user.", UserShapes.User, ErrorAnswers.ScimTypes, OneUser)),
                    ("304", draft.Empty("The client has this version already.", Unchanged)),
                    .. ErrorAnswers.Scim(draft, [.. Usual, 404, 405, 412]),
                ],
            }),
        Users("PUT", ScimRoutes.User, (users, request) => users.ReplaceAsync(request), draft => Change(
            draft, "replaceUser", "Replace a user", draft.Body("The user.", UserShapes.Replacement, ErrorAnswers.ScimTypes))),
        Users("PATCH", ScimRoutes.User, (users, request) => users.PatchAsync(request), draft => Change(
            draft, "patchUser", "Change a user", draft.Body("The changes.", MessageShapes.PatchOp, ErrorAnswers.ScimTypes))),
        Users("DELETE", ScimRoutes.User, (users, request) => users.DeleteAsync(request), draft =>
            Scim(draft, "deleteUser", "Delete a user") with
            {
                Description = "Its licence is free again, and so is its userName.",
                Parameters = [ApiParameters.UserId, ApiParameters.IfMatch, ApiParameters.IfNoneMatch],
                Answers =
                [
                    ("204", draft.Empty("The user is gone.", [.. ApiHeaders.Rate])),
                    .. ErrorAnswers.Scim(draft, [.. Usual, 404, 405, 412]),
                ],
            }),
        Listing(ScimRoutes.Base, "listResources", "List all resources, which are the users"),
        ScimRoute.To<GroupsHandler>("GET", ScimRoutes.Groups, (groups, request) => groups.ListAsync(request), draft =>
            Scim(draft, "listGroups", "List groups, of which there are none") with
            {
                Answers =
                [
                    ("200", draft.Answer("An empty list.", MessageShapes.GroupList, ErrorAnswers.ScimTypes, OneList)),
                    .. ErrorAnswers.Scim(draft, Usual),
                ],
            }),
        ScimRoute.To<GroupsHandler>("GET", ScimRoutes.Group, (groups, request) => groups.GetAsync(request), draft =>
            Scim(draft, "getGroup", "Read a group, of which there are none") with
            {
                Parameters = [ApiParameters.GroupId],
                Answers = ErrorAnswers.Scim(draft, [.. Usual, 404]),
            }),
        ScimRoute.To<BulkHandler>("POST", ScimRoutes.Bulk, (bulk, request) => bulk.RunAsync(request), draft =>
            Scim(draft, "bulk", "Run several operations") with
            {
                Description = "They run in order, but for those that refer to a later one's bulkId. Each is charged as a request.",
                Body = draft.Body("The operations.", MessageShapes.BulkRequest, ErrorAnswers.ScimTypes),
                Answers =
                [
                    ("200", draft.Answer("What became of each.", MessageShapes.BulkResponse, ErrorAnswers.ScimTypes, OneList)),
                    .. ErrorAnswers.Scim(draft, WithBody),
                ],
            }),
    ];

    private static ScimRoute Users(
        string method,
        string template,
        Func<UsersHandler, HttpRequest, Task<IResult>> handle,
        Func<ApiDraft, DescribedOperation> describe) =>
        ScimRoute.To(method, template, handle, describe);

    private static ScimRoute Listing(string template, string id, string summary) =>
        Users("GET", template, (users, request) => users.ListAsync(request), draft => Scim(draft, id, summary) with
        {
            Parameters = ApiParameters.List,
            Answers = Listed(draft, Usual),
        });

    private static ScimRoute Searching(string template, string id, string summary) =>
        Users("POST", template, (users, request) => users.SearchAsync(request), draft => Scim(draft, id, summary) with
        {
            Description = "For filters that are longer than a URL may be, or that should not stand in one.",
            Body = draft.Body("The query.", MessageShapes.SearchRequest, ErrorAnswers.ScimTypes),
            Answers = Listed(draft, WithBody),
        });

    private static IEnumerable<(string Status, IOpenApiResponse Answer)> Listed(ApiDraft draft, int[] refusals) =>
    [
        ("200", draft.Answer("A page of users.", MessageShapes.UserList, ErrorAnswers.ScimTypes, OneList)),
        .. ErrorAnswers.Scim(draft, refusals),
    ];

    private static DescribedOperation Change(ApiDraft draft, string id, string summary, OpenApiRequestBody body) =>
        Scim(draft, id, summary) with
        {
            Description =
                "A user that becomes active takes a licence of the account; if none is free, it stays inactive and all else is changed. "
                + "What changes nothing leaves the version as it is.",
            Parameters = [ApiParameters.UserId, ApiParameters.IfMatch, ApiParameters.IfNoneMatch, .. ApiParameters.Projection],
            Body = body,
            Answers =
            [
                ("200", draft.Answer("The user as it is now.", UserShapes.User, ErrorAnswers.ScimTypes, OneUser)),
                .. ErrorAnswers.Scim(draft, [.. WithBody, 404, 405, 409, 412]),
            ],
        };

    private static DescribedOperation Scim(ApiDraft draft, string id, string summary) =>
        new(id, ApiTags.Users, summary) { Security = ApiSecurity.Token(draft, Caller.ScimScope) };
}
