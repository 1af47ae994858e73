using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.Events;

namespace Scim.Functions;

/// <summary>What receivers of events need to know beforehand.</summary>
public sealed class EventMetadataFunctions(EventMetadataHandler metadata)
{
    /// <summary>The public keys.</summary>
    [Function("EventKeys")]
    public Task<IResult> GetKeysAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.EventKeys)] HttpRequest request) =>
        metadata.GetKeysAsync(request);

    /// <summary>The transmitter's configuration.</summary>
    [Function("EventTransmitter")]
    public Task<IResult> GetConfigurationAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.EventTransmitter)] HttpRequest request) =>
        metadata.GetConfigurationAsync(request);
}
