using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Scim.Functions;

/// <summary>
/// What the worker believes of the header fields with which the Functions host forwards a request: who called, by which scheme and under
/// which name. Only the last value of each counts, which the host before it put there; the client's own stand before that one.
/// </summary>
public static class ForwardedFields
{
    /// <summary>
    /// Configures the step of the worker that takes the fields in. Fields that come from another machine are not believed.
    /// </summary>
    public static void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.ForwardLimit = 1;
        options.RequireHeaderSymmetry = false;
    }
}
