using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.Routing;

namespace Scim.Functions;

/// <summary>Everything else.</summary>
public sealed class UnmatchedFunctions(UnmatchedHandler unmatched)
{
    /// <summary>
    /// Answers what no other function takes. The host tries functions in the order of their names and takes the
    /// first whose route matches, so this name must stay the last.
    /// </summary>
    [Function("ZzUnmatched")]
    public Task<IResult> HandleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = ScimRoutes.Unmatched)] HttpRequest request) => unmatched.HandleAsync(request);
}
