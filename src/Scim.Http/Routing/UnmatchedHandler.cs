using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;
using Scim.Protocol.Errors;

namespace Scim.Http.Routing;

/// <summary>Answers what no other route takes below the base.</summary>
public sealed partial class UnmatchedHandler
{
    private static readonly PathString Me = new($"/{ScimRoutes.Base}/Me");

    private readonly ScimPipeline _pipeline;

    internal UnmatchedHandler(ScimPipeline pipeline) => _pipeline = pipeline;

    /// <summary>
    /// A path with doubled slashes is answered as if they were single, since some base URLs are entered with a slash at the end.
    /// Any other is refused: 501 for what the RFC has and this service has not, 405 for a method that a path does not take, else 404.
    /// </summary>
    public Task<IResult> HandleAsync(HttpRequest request)
    {
        var path = new PathString(Slashes().Replace(request.Path.Value ?? "", "/"));
        var atPath = RouteTable.Routes
            .Select(route => (Route: route, IsMatch: route.Matches(path, out var values), Values: values))
            .Where(match => match.IsMatch)
            .ToList();
        // As in any routing, what a route names goes before what another would take for an id.
        if (atPath.Exists(match => match.Values.Count == 0))
            atPath.RemoveAll(match => match.Values.Count > 0);
        var target = atPath.Find(match => match.Route.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase));
        if (target.Route is null)
        {
            return _pipeline.RunAsync(
                request, Operations.Unmatched, _ => Task.FromResult<IResult>(Refuse(path, [.. atPath.SelectMany(match => match.Route.Methods)])));
        }
        request.RouteValues = target.Values;
        return target.Route.Handle(request);
    }

    private static Answer Refuse(PathString path, IReadOnlyList<string> methods)
    {
        if (path.StartsWithSegments(Me))
            return ScimAnswers.Error(ScimError.NotImplemented("A connector is no user of its own: /Me is not offered."));
        if (methods.Count == 0)
            return ScimAnswers.Error(ScimError.EndpointNotFound());
        return ScimAnswers.Error(ScimError.MethodNotAllowed(string.Join(", ", methods.Distinct())));
    }

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
