using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OAuth;

/// <summary>Tells where requests come from: what a header field of the platform's says, or the connection.</summary>
internal sealed partial class ClientAddresses(IOptions<ScimHttpOptions> options, ILogger<ClientAddresses> logger)
{
    private readonly string? _field = options.Value.ClientAddressHeader is { Length: > 0 } field ? field : null;
    private int _complaints;

    /// <summary>The source of a request; null if it cannot be told.</summary>
    public ClientAddress? Of(HttpRequest request)
    {
        if (_field is null)
            return request.HttpContext.Connection.RemoteIpAddress is { } peer ? ClientAddress.Of(peer) : null;
        var address = ClientAddress.Read(request.Headers[_field].LastOrDefault());
        if (address is null && Interlocked.Exchange(ref _complaints, 1) == 0)
            NoAddress(_field);
        return address;
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message =
        "No address stands in the request's header field {Field}: failed attempts to authenticate a client are not metered. Name the field that the platform sets in ClientAddressHeader.")]
    private partial void NoAddress(string field);
}
