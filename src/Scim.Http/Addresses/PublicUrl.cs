using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Scim.Protocol.Errors;

namespace Scim.Http.Addresses;

/// <summary>
/// The address under which clients reach the service: the public base URL where there is one, else what the request says if that is
/// a name of this host. What a client makes up never stands in an answer.
/// </summary>
internal sealed class PublicUrl(IOptions<ScimHttpOptions> options, OwnHosts hosts)
{
    private readonly string? _configured =
        options.Value.PublicBaseUrl is { Length: > 0 } configured ? configured.TrimEnd('/') : null;

    /// <summary>Scheme, host and path prefix, without a slash at the end.</summary>
    /// <exception cref="ScimException">400: there is no public base URL, and the Host field is missing or names another host.</exception>
    public string Root(HttpRequest request)
    {
        if (_configured is not null)
            return _configured;
        var host = hosts.Of(request) ?? throw new ScimException(ScimError.UnknownHost());
        return $"{request.Scheme}://{host}{request.PathBase.ToUriComponent().TrimEnd('/')}";
    }

    /// <summary>The base URL of the SCIM endpoints, without a slash at the end.</summary>
    /// <exception cref="ScimException">As for <see cref="Root"/>.</exception>
    public string ScimBase(HttpRequest request) => $"{Root(request)}/{ScimRoutes.Base}";
}
