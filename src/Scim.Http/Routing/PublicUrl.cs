using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Scim.Http.Routing;

/// <summary>The address under which clients reach the service.</summary>
internal sealed class PublicUrl(IOptions<ScimHttpOptions> options)
{
    private readonly string? _configured =
        options.Value.PublicBaseUrl is { Length: > 0 } configured ? configured.TrimEnd('/') : null;

    /// <summary>Scheme, host and path prefix, without a slash at the end.</summary>
    public string Root(HttpRequest request) =>
        _configured ?? $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent().TrimEnd('/')}";

    /// <summary>The base URL of the SCIM endpoints, without a slash at the end.</summary>
    public string ScimBase(HttpRequest request) => $"{Root(request)}/{ScimRoutes.Base}";
}
