using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Addresses;

/// <summary>Tells where requests come from: what a header field of the platform's says, or the connection.</summary>
internal sealed partial class ClientAddresses(IOptions<ScimHttpOptions> options, ILogger<ClientAddresses> logger)
{
    private readonly string? _field = options.Value.ClientAddressHeader is { Length: > 0 } field ? field : null;
    private int _complaints;

    /// <summary>The source of a request.</summary>
    public ClientAddress Of(HttpRequest request)
    {
        var address = _field is null
            ? request.HttpContext.Connection.RemoteIpAddress is { } peer ? ClientAddress.Of(peer) : ClientAddress.Shared
            : ClientAddress.Read(request.Headers[_field].LastOrDefault());
        if (address == ClientAddress.Shared && Interlocked.Exchange(ref _complaints, 1) == 0)
        {
            if (_field is null)
                PrivateConnection();
            else
                NoAddress(_field);
        }
        return address;
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message =
        "No public address stands in the request's header field {Field}. Callers without one share one wide allowance of wrong secrets and "
        + "unknown tokens. Name the field that the platform sets in ClientAddressHeader.")]
    private partial void NoAddress(string field);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Information, Message =
        "A request's connection has no public address. Callers without one share one wide allowance of wrong secrets and unknown tokens. "
        + "If a front end passes their addresses on in a header field that they cannot set, name it in ClientAddressHeader.")]
    private partial void PrivateConnection();
}
