using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.Health;

namespace Scim.Functions;

/// <summary>The endpoint that load balancers and monitors ask.</summary>
public sealed class HealthFunctions(HealthHandler health)
{
    /// <summary>Whether the service works.</summary>
    [Function("Health")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.Health)] HttpRequest request) =>
        health.GetAsync(request);
}
