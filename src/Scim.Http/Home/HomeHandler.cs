using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;

namespace Scim.Http.Home;

/// <summary>Answers who opens the service in a browser.</summary>
public sealed class HomeHandler : IRequestHandler
{
    private const string Html = "text/html; charset=utf-8";

    // The page needs nothing but its own style.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly RequestGuard _guard;
    private readonly PublicUrl _url;

    internal HomeHandler(RequestGuard guard, PublicUrl url) => (_guard, _url) = (guard, url);

    /// <summary>
    /// The first page: what this is and where things are. It is the same for everybody, and asks neither storage nor a token.
    /// </summary>
    public Task<IResult> GetAsync(HttpRequest request) =>
        _guard.RunAsync(request, Operations.Home, guarded => Task.FromResult<IResult>(Page(_url.Root(guarded.Http))), ScimAnswers.Error);

    private static Answer Page(string root) =>
        new Answer(StatusCodes.Status200OK, HomePage.Of(root), Html)
            .WithField(HeaderNames.ContentSecurityPolicy, Policy)
            .WithField(HeaderNames.XContentTypeOptions, "nosniff")
            .WithField("Referrer-Policy", "no-referrer");
}
