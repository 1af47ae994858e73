using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.Groups;

namespace Scim.Functions;

/// <summary>The endpoints of groups, of which there are none.</summary>
public sealed class GroupFunctions(GroupsHandler groups)
{
    /// <summary>Lists no groups.</summary>
    [Function("GroupsList")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.Groups)] HttpRequest request) =>
        groups.ListAsync(request);

    /// <summary>Finds no group.</summary>
    [Function("GroupGet")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.Group)] HttpRequest request) =>
        groups.GetAsync(request);
}
