using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Events;
using Scim.Events.Signing;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;

namespace Scim.Http.Events;

/// <summary>What receivers of events need to know beforehand. It is the same for everybody, and asks neither storage nor a token.</summary>
public sealed class EventMetadataHandler : IRequestHandler
{
    private const string Json = "application/json; charset=utf-8";
    private const string ForFiveMinutes = "max-age=300";

    private readonly RequestGuard _guard;
    private readonly PublicUrl _url;
    private readonly EventIssuer _issuer;
    private readonly SigningKeyRing _keys;

    internal EventMetadataHandler(RequestGuard guard, PublicUrl url, EventIssuer issuer, SigningKeyRing keys) =>
        (_guard, _url, _issuer, _keys) = (guard, url, issuer, keys);

    /// <summary>The public parts of all keys that sign or will sign events (RFC 7517 §5); none if there are none.</summary>
    public Task<IResult> GetKeysAsync(HttpRequest request) => RunAsync(request, _ => EventMetadata.Keys(_keys.Published));

    /// <summary>The transmitter's configuration (OpenID Shared Signals Framework 1.0 §7.1), with the issuer that tokens name.</summary>
    public Task<IResult> GetConfigurationAsync(HttpRequest request) =>
        RunAsync(request, http => EventMetadata.Configuration(_issuer.Address ?? _url.Root(http)));

    private Task<IResult> RunAsync(HttpRequest request, Func<HttpRequest, byte[]> describe) => _guard.RunAsync(
        request,
        Operations.Discovery,
        guarded => Task.FromResult<IResult>(
            new Answer(StatusCodes.Status200OK, describe(guarded.Http), Json)
                .WithField(HeaderNames.CacheControl, ForFiveMinutes)),
        ScimAnswers.Error);
}
