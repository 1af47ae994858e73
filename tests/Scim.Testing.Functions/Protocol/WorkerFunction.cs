using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Scim.Testing.Functions.Protocol;

/// <summary>A function as the worker describes it.</summary>
internal sealed class WorkerFunction
{
    private readonly JsonElement _trigger;
    private readonly TemplateMatcher? _route;

    /// <param name="metadata">What the worker said of it.</param>
    public WorkerFunction(WireMessage metadata)
    {
        Metadata = metadata;
        _trigger = metadata.Texts(10).Select(binding => JsonElement.Parse(binding))
            .First(binding => Text(binding, "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        if (IsOf("httpTrigger")) _route = new TemplateMatcher(TemplateParser.Parse(Text(_trigger, "route")), []);
    }

    /// <summary>What the worker said of it, unchanged.</summary>
    public WireMessage Metadata { get; }

    /// <summary>Its name, by whose order requests are routed.</summary>
    public string Name => Metadata.Text(4);

    /// <summary>The id that the worker gave it.</summary>
    public string Id => Metadata.Text(13);

    /// <summary>The name of the parameter that the trigger fills.</summary>
    public string TriggerParameter => Text(_trigger, "name");

    /// <summary>Whether a timer calls it.</summary>
    public bool IsTimer => IsOf("timerTrigger");

    /// <summary>When its timer calls it, as a cron expression; empty if none does.</summary>
    public string Schedule => Text(_trigger, "schedule");

    /// <summary>
    /// Whether it takes a request. Case and a slash at the end do not matter; an empty segment matches no catch-all at its own position.
    /// </summary>
    public bool Takes(HttpRequest request, RouteValueDictionary values)
    {
        if (_route is null || !TakesMethod(request.Method)) return false;
        values.Clear();
        return _route.TryMatch(request.Path, values);
    }

    private static string Text(JsonElement binding, string name) =>
        binding.EnumerateObject()
            .Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.String)
            .Select(member => member.Value.GetString())
            .FirstOrDefault() ?? "";

    private bool IsOf(string type) => Text(_trigger, "type").Equals(type, StringComparison.OrdinalIgnoreCase);

    private bool TakesMethod(string method) =>
        !_trigger.TryGetProperty("methods", out var methods)
        || methods.GetArrayLength() == 0
        || methods.EnumerateArray().Any(taken => string.Equals(taken.GetString(), method, StringComparison.OrdinalIgnoreCase));
}
