using Scim.Http.Pipeline;
using Scim.Protocol.Discovery;
using Scim.Provisioning.Users;

namespace Scim.Http.Discovery;

/// <summary>What this service offers; what is published and what is done both follow it.</summary>
internal static class Offered
{
    /// <summary>The features of ServiceProviderConfig.</summary>
    public static ServiceFeatures Features { get; } = new()
    {
        BulkMaxPayloadSize = RequestBody.MaxScimBytes,
        CursorTimeout = (int)UserCursor.Timeout.TotalSeconds,
    };
}
