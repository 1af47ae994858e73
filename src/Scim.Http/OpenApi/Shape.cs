using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Scim.Http.OpenApi;

/// <summary>Makes the JSON Schemas of messages.</summary>
internal static class Shape
{
    public static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    /// <summary>Text that is one of some words.</summary>
    public static OpenApiSchema Word(string description, params IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Description = description, Enum = Nodes(words) };

    public static OpenApiSchema Pattern(string description, string pattern) =>
        new() { Type = JsonSchemaType.String, Description = description, Pattern = pattern };

    public static OpenApiSchema Address(string description) =>
        new() { Type = JsonSchemaType.String, Format = "uri-reference", Description = description };

    public static OpenApiSchema Flag(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    /// <summary>A whole number, not below a least one.</summary>
    public static OpenApiSchema Whole(string description, int least = 0) => new()
    {
        Type = JsonSchemaType.Integer,
        Description = description,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
    };

    public static OpenApiSchema List(string description, IOpenApiSchema items) =>
        new() { Type = JsonSchemaType.Array, Description = description, Items = items };

    /// <summary>The <c>schemas</c> of a message, which are one URN.</summary>
    public static OpenApiSchema Urn(string urn) => new()
    {
        Type = JsonSchemaType.Array,
        Description = "What the message is.",
        MinItems = 1,
        Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = Nodes([urn]) },
    };

    /// <summary>An object with these members and no others.</summary>
    /// <param name="description">What it is.</param>
    /// <param name="required">The names of the members that are always there, with a space between them.</param>
    /// <param name="members">Its members.</param>
    public static OpenApiSchema Object(string description, string required, params (string Name, IOpenApiSchema Schema)[] members)
    {
        var schema = Open(description, required, members);
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }

    /// <summary>As <see cref="Object"/>, where others are ignored.</summary>
    public static OpenApiSchema Open(string description, string required, params (string Name, IOpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = required.Length == 0 ? null : required.Split(' ').ToHashSet(),
        Properties = members.ToDictionary(member => member.Name, member => member.Schema),
    };

    public static List<JsonNode> Nodes(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];
}
