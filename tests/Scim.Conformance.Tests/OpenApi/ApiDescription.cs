using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Conformance.Tests.OpenApi;

/// <summary>An OpenAPI document.</summary>
/// <param name="root">The document.</param>
internal sealed partial class ApiDescription(JsonNode root)
{
    private readonly List<(string Path, string[] Parts, JsonObject Operations)> _paths =
    [
        .. root["paths"]!.AsObject() // A document has paths.
            .Select(path => (path.Key, path.Key.Split('/'), path.Value!.AsObject()))
            .OrderBy(path => path.Key.Contains('{', StringComparison.Ordinal)), // What is named goes before what is a parameter.
    ];

    /// <summary>The one in docs, which Scim.Http.Tests compares with what the service serves.</summary>
    public static ApiDescription InDocs { get; } =
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "openapi.json")))!); // An object.

    /// <summary>The schemas of bodies.</summary>
    public BodySchemas Schemas { get; } = new(root);

    /// <summary>The operations, each a method and a path.</summary>
    public IReadOnlyList<string> Operations =>
        [.. _paths.SelectMany(path => path.Operations, (path, operation) => $"{operation.Key.ToUpperInvariant()} {path.Path}")];

    /// <summary>
    /// The operation of a method at a path, as the service finds it: without case and with doubled slashes as single ones.
    /// </summary>
    /// <returns>The operation and its name; null if there is none.</returns>
    public (string Name, JsonNode Operation)? Find(string method, string path)
    {
        var parts = Slashes().Replace(path, "/").TrimEnd('/').Split('/');
        if (parts.Length == 1) parts = ["", ""];
        foreach (var (template, segments, operations) in _paths)
        {
            if (segments.Length != parts.Length || !segments.Zip(parts).All(pair => Fits(pair.First, pair.Second))) continue;
            return operations[method.ToLowerInvariant()] is { } operation ? ($"{method.ToUpperInvariant()} {template}", operation) : null;
        }
        return null;
    }

    /// <summary>A part of the document, or what it refers to.</summary>
    public JsonNode Resolve(JsonNode part) => (string?)part["$ref"] is { } reference
        ? reference.Split('/')[1..].Aggregate(root, (node, name) => node[name]!) // The linter finds what refers to nothing.
        : part;

    private static bool Fits(string segment, string part) =>
        segment.StartsWith('{') ? part.Length > 0 : segment.Equals(Uri.UnescapeDataString(part), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
