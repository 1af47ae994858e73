using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.Events;

namespace Scim.Functions;

/// <summary>The endpoints of the streams of events.</summary>
public sealed class EventFunctions(PollHandler polls)
{
    /// <summary>Hands out the events of a stream.</summary>
    [Function("EventsPoll")]
    public Task<IResult> PollAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ScimRoutes.Events)] HttpRequest request) => polls.PollAsync(request);
}
