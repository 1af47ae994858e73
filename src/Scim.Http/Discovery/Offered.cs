using Scim.Protocol.Discovery;

namespace Scim.Http.Discovery;

/// <summary>What this service offers; what is published and what is done both follow it.</summary>
internal static class Offered
{
    /// <summary>The features of ServiceProviderConfig.</summary>
    public static ServiceFeatures Features { get; } = new() { Bulk = false, CursorPaging = false };
}
