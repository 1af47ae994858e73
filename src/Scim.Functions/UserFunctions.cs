using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.Users;

namespace Scim.Functions;

/// <summary>The endpoints of users.</summary>
public sealed class UserFunctions(UsersHandler users)
{
    /// <summary>Creates a user.</summary>
    [Function("UsersCreate")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ScimRoutes.Users)] HttpRequest request) => users.CreateAsync(request);

    /// <summary>Lists users.</summary>
    [Function("UsersList")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.Users)] HttpRequest request) =>
        users.ListAsync(request);

    /// <summary>Lists users by a SearchRequest.</summary>
    [Function("UsersSearch")]
    public Task<IResult> SearchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ScimRoutes.UsersSearch)] HttpRequest request) =>
        users.SearchAsync(request);

    /// <summary>Lists resources, which are users, by a SearchRequest.</summary>
    [Function("Search")]
    public Task<IResult> SearchAllAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ScimRoutes.Search)] HttpRequest request) => users.SearchAsync(request);

    /// <summary>Lists resources, which are users.</summary>
    [Function("ResourcesList")]
    public Task<IResult> ListAllAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.Base)] HttpRequest request) =>
        users.ListAsync(request);

    /// <summary>Reads a user.</summary>
    [Function("UserGet")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.User)] HttpRequest request) => users.GetAsync(request);

    /// <summary>Replaces a user.</summary>
    [Function("UserReplace")]
    public Task<IResult> ReplaceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ScimRoutes.User)] HttpRequest request) => users.ReplaceAsync(request);

    /// <summary>Patches a user.</summary>
    [Function("UserPatch")]
    public Task<IResult> PatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = ScimRoutes.User)] HttpRequest request) => users.PatchAsync(request);

    /// <summary>Deletes a user.</summary>
    [Function("UserDelete")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = ScimRoutes.User)] HttpRequest request) => users.DeleteAsync(request);
}
