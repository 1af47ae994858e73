using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Scim.Http.Addresses;
using Scim.Http.Pipeline;

namespace Scim.Http.OpenApi;

/// <summary>One operation of the contract: where it is, what answers it and how it is described.</summary>
internal sealed class ScimRoute
{
    private readonly TemplateMatcher _matcher;

    private ScimRoute(string method, string template, Func<HttpRequest, Task<IResult>> handle, Func<ApiDraft, DescribedOperation> describe)
    {
        _matcher = new TemplateMatcher(TemplateParser.Parse(template), []);
        Template = template;
        Methods = HttpMethods.IsGet(method) ? [method, HttpMethods.Head] : [method];
        Handle = handle;
        Describe = describe;
    }

    /// <summary>Where it is: one of <see cref="ScimRoutes"/>.</summary>
    public string Template { get; }

    /// <summary>The HTTP methods that reach it: its own, and HEAD where that is GET.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>What answers it.</summary>
    public Func<HttpRequest, Task<IResult>> Handle { get; }

    /// <summary>What the OpenAPI document says of it.</summary>
    public Func<ApiDraft, DescribedOperation> Describe { get; }

    /// <summary>An operation that a handler answers.</summary>
    /// <param name="method">Its HTTP method. HEAD is answered wherever GET is.</param>
    /// <param name="template">Where it is: one of <see cref="ScimRoutes"/>.</param>
    /// <param name="handle">The method of the handler.</param>
    /// <param name="describe">What the OpenAPI document says of it.</param>
    public static ScimRoute To<T>(
        string method, string template, Func<T, HttpRequest, Task<IResult>> handle, Func<ApiDraft, DescribedOperation> describe)
        where T : IRequestHandler =>
        new(method, template, request => handle(request.HttpContext.RequestServices.GetRequiredService<T>(), request), describe);

    /// <summary>Whether it takes a method; methods compare without case, as the hosts do.</summary>
    public bool Takes(string method) => Methods.Contains(method, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a path is that of the operation, and if so its route values.</summary>
    public bool Matches(PathString path, out RouteValueDictionary values)
    {
        values = [];
        return _matcher.TryMatch(path, values);
    }
}
