using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Scim.BareWorker;

/// <summary>The one function.</summary>
public sealed class BareFunction
{
    /// <summary>200 with a small JSON body.</summary>
    [Function("Bare")]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bare")] HttpRequest request) =>
        Results.Json(new { path = request.Path.Value });
}
