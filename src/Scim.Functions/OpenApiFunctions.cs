using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.OpenApi;

namespace Scim.Functions;

/// <summary>The description of the interface.</summary>
public sealed class OpenApiFunctions(OpenApiHandler api)
{
    /// <summary>The OpenAPI document.</summary>
    [Function("OpenApi")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.OpenApi)] HttpRequest request) =>
        api.GetAsync(request);
}
