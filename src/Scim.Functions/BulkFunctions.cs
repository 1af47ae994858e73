using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.Bulk;

namespace Scim.Functions;

/// <summary>The endpoint that takes several operations at once.</summary>
public sealed class BulkFunctions(BulkHandler bulk)
{
    /// <summary>Runs the operations of a BulkRequest.</summary>
    [Function("Bulk")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ScimRoutes.Bulk)] HttpRequest request) => bulk.RunAsync(request);
}
