using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Scim.Conformance.Tests.OpenApi;

/// <summary>The JSON Schemas of an OpenAPI document, which are of the dialect 2020-12.</summary>
/// <param name="document">The document.</param>
internal sealed class BodySchemas(JsonNode document)
{
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/$defs/";

    private static readonly EvaluationOptions Detailed = new() { OutputFormat = OutputFormat.List };

    private readonly string _definitions = document["components"]!["schemas"]!.ToJsonString()
        .Replace(Components, Definitions, StringComparison.Ordinal);

    private readonly ConcurrentDictionary<string, JsonSchema> _made = new();

    /// <summary>What is wrong with a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="schema">Its schema, as the document has it.</param>
    /// <returns>Null if nothing is.</returns>
    public string? Fault(JsonElement body, JsonNode schema)
    {
        var made = _made.GetOrAdd(schema.ToJsonString(), Make);
        if (made.Evaluate(body).IsValid) return null;
        var faults = (made.Evaluate(body, Detailed).Details ?? [])
            .SelectMany(detail => detail.Errors ?? [], (detail, error) => $"{detail.InstanceLocation} {error.Key}: {error.Value}");
        return string.Join('\n', faults.Prepend("The body is not as described:"));
    }

    /// <summary>A component of that name.</summary>
    public static JsonNode Named(string name) => new JsonObject { ["$ref"] = Components + name };

    private JsonSchema Make(string schema)
    {
        var whole = JsonNode.Parse(schema.Replace(Components, Definitions, StringComparison.Ordinal))!; // An object.
        whole["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        whole["$defs"] = JsonNode.Parse(_definitions);
        return JsonSchema.FromText(whole.ToJsonString(), new BuildOptions { SchemaRegistry = new() });
    }
}
