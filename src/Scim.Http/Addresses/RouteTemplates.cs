using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;

namespace Scim.Http.Addresses;

/// <summary>Names the route of a path without anything that a client wrote.</summary>
internal static class RouteTemplates
{
    /// <summary>What stands for every path that no route has.</summary>
    public const string Other = $"/{ScimRoutes.Unmatched}";

    /// <summary>Where users are, below the base.</summary>
    public const string Users = "/Users";

    /// <summary>Where one user is, below the base.</summary>
    public const string User = $"/Users/{{{ScimRoutes.UserId}}}";

    /// <summary>Where groups would be, below the base.</summary>
    public const string Groups = "/Groups";

    // What a route names goes before what another would take for an id.
    private static readonly (string Shown, TemplateMatcher Matcher)[] Known =
    [
        .. ScimRoutes.All
            .OrderBy(template => template.Contains('{', StringComparison.Ordinal))
            .Select(template => (Shown(template), new TemplateMatcher(TemplateParser.Parse(template), []))),
    ];

    /// <summary>
    /// The template of the route that a path has, whatever the method: <c>/Users/{id}</c>, below the base for what is below it; else
    /// <see cref="Other"/>.
    /// </summary>
    public static string Of(PathString path)
    {
        foreach (var (shown, matcher) in Known)
        {
            if (matcher.TryMatch(path, []))
                return shown;
        }
        return Other;
    }

    /// <summary>A template as it is shown.</summary>
    internal static string Shown(string template) => template switch
    {
        ScimRoutes.Base => "/",
        _ when template.StartsWith($"{ScimRoutes.Base}/", StringComparison.Ordinal) => template[ScimRoutes.Base.Length..],
        _ => $"/{template}",
    };
}
