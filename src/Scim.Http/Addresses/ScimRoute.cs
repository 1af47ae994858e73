using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Scim.Http.Addresses;

/// <summary>One operation of the contract.</summary>
/// <param name="template">Where it is.</param>
/// <param name="methods">The HTTP methods that reach it.</param>
/// <param name="handle">What answers it.</param>
internal sealed class ScimRoute(string template, string[] methods, Func<HttpRequest, Task<IResult>> handle)
{
    private readonly TemplateMatcher _matcher = new(TemplateParser.Parse(template), []);

    /// <summary>Where it is: one of <see cref="ScimRoutes"/>.</summary>
    public string Template { get; } = template;

    /// <summary>The HTTP methods that reach it.</summary>
    public IReadOnlyList<string> Methods { get; } = methods;

    /// <summary>What answers it.</summary>
    public Func<HttpRequest, Task<IResult>> Handle { get; } = handle;

    /// <summary>Whether it takes a method; methods compare without case, as the hosts do.</summary>
    public bool Takes(string method) => Methods.Contains(method, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a path is that of the operation, and if so its route values.</summary>
    public bool Matches(PathString path, out RouteValueDictionary values)
    {
        values = [];
        return _matcher.TryMatch(path, values);
    }
}
