using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Scim.Functions.Tests;

/// <summary>A function of the app, as its attributes describe it to the host.</summary>
internal sealed record HttpFunction(string Name, HttpTriggerAttribute Trigger, MethodInfo Method)
{
    /// <summary>Every HTTP function of the app in the order in which the host tries them.</summary>
    public static IReadOnlyList<HttpFunction> All { get; } =
    [
        .. from type in typeof(UserFunctions).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           let trigger = method.GetParameters().FirstOrDefault()?.GetCustomAttribute<HttpTriggerAttribute>()
           where function is not null && trigger is not null
           orderby function.Name.ToUpperInvariant()
           select new HttpFunction(function.Name, trigger, method),
    ];

    /// <summary>The route and method pairs that reach the function; <c>*</c> stands for any method.</summary>
    public IEnumerable<(string Method, string Route)> Operations =>
        (Trigger.Methods ?? ["*"]).Select(method => (method.ToUpperInvariant(), Trigger.Route ?? ""));

    /// <summary>The function that the host calls: the first whose route and method match.</summary>
    public static HttpFunction? For(string method, PathString path, out RouteValueDictionary values)
    {
        foreach (var function in All)
        {
            values = [];
            if (function.Takes(method) && function.IsAt(path, values))
                return function;
        }
        values = [];
        return null;
    }

    /// <summary>Calls the function as the worker does.</summary>
    public Task<IResult> InvokeAsync(HttpRequest request)
    {
        var target = ActivatorUtilities.CreateInstance(request.HttpContext.RequestServices, Method.DeclaringType!); // A method of a class.
        return (Task<IResult>)Method.Invoke(target, [request])!; // Functions return tasks, never null.
    }

    /// <summary>
    /// The host's matcher differs from this one: its catch-all takes an empty segment, unless that is the first of what it catches.
    /// </summary>
    private bool IsAt(PathString path, RouteValueDictionary values)
    {
        var template = Trigger.Route ?? "";
        return template.StartsWith("{**", StringComparison.Ordinal)
            ? !path.Value!.StartsWith("//", StringComparison.Ordinal) // The path of a request is never null.
            : new TemplateMatcher(TemplateParser.Parse(template), []).TryMatch(path, values);
    }

    private bool Takes(string method) => Trigger.Methods?.Contains(method, StringComparer.OrdinalIgnoreCase) ?? true;
}
