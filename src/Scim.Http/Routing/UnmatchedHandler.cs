using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Events;
using Scim.Http.OAuth;
using Scim.Http.OpenApi;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;
using Scim.Protocol.Errors;

namespace Scim.Http.Routing;

/// <summary>Answers what no other route takes.</summary>
public sealed class UnmatchedHandler : IRequestHandler
{
    private static readonly PathString Base = new($"/{ScimRoutes.Base}");
    private static readonly PathString Me = Base.Add("/Me");
    private static readonly PathString Groups = Base.Add("/Groups");
    private static readonly PathString OAuth = new("/oauth");
    private static readonly PathString Events = new("/events");

    private readonly ScimPipeline _pipeline;
    private readonly RequestGuard _guard;

    internal UnmatchedHandler(ScimPipeline pipeline, RequestGuard guard) => (_pipeline, _guard) = (pipeline, guard);

    /// <summary>
    /// A path with doubled slashes is answered as if they were single, since some base URLs are entered with a slash at the end.
    /// Any other is refused: 501 for what the RFC has and this service has not, 405 for a method that a path does not take, else 404.
    /// Below the base that is for authenticated callers; elsewhere it costs neither authentication nor storage.
    /// </summary>
    public Task<IResult> HandleAsync(HttpRequest request)
    {
        var path = RequestPath.Of(request);
        var atPath = RoutesAt(path);
        if (atPath.Find(match => match.Route.Takes(request.Method)) is { Route: { } route, Values: var values })
        {
            request.RouteValues = values;
            return route.Handle(request);
        }
        var methods = atPath.SelectMany(match => match.Route.Methods).Distinct().ToList();
        if (path.StartsWithSegments(Base))
            return _pipeline.RunAlikeAsync(
                request, Operations.Unmatched, () => Task.FromResult<IResult>(ScimAnswers.Error(Refusal(request.Method, path, methods))));
        Func<ScimError, IResult> refuse = path.StartsWithSegments(OAuth) ? OAuthAnswers.Error
            : path.StartsWithSegments(Events) ? EventAnswers.Error
            : ScimAnswers.Error;
        return _guard.RunAsync(request, Operations.Unmatched, _ => Task.FromResult(refuse(Refusal(request.Method, path, methods))), refuse);
    }

    private static List<(ScimRoute Route, RouteValueDictionary Values)> RoutesAt(PathString path)
    {
        List<(ScimRoute Route, RouteValueDictionary Values)> atPath = [];
        foreach (var route in RouteTable.Routes)
        {
            if (route.Matches(path, out var values))
                atPath.Add((route, values));
        }
        // As in any routing, what a route names goes before what another would take for an id.
        if (atPath.Exists(match => match.Values.Count == 0))
            atPath.RemoveAll(match => match.Values.Count > 0);
        return atPath;
    }

    private static ScimError Refusal(string method, PathString path, List<string> methods)
    {
        if (path.StartsWithSegments(Me))
            return ScimError.NotImplemented("A connector is no user of its own: /Me is not offered.");
        if (path.StartsWithSegments(Groups) && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
            return ScimError.NoGroups();
        return methods.Count == 0 ? ScimError.EndpointNotFound() : ScimError.MethodNotAllowed(string.Join(", ", methods));
    }
}
