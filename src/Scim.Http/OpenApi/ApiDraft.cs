using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Scim.Http.OpenApi;

/// <summary>A document that is being made, and references to its parts, which may be made before what they refer to.</summary>
/// <param name="document">The document.</param>
internal sealed class ApiDraft(OpenApiDocument document)
{
    public OpenApiDocument Document { get; } = document;

    private OpenApiComponents Components { get; } = document.Components ?? throw new ArgumentException("It has no components.");

    public void Add(string name, OpenApiSchema schema) => (Components.Schemas ??= new Dictionary<string, IOpenApiSchema>())[name] = schema;

    public void Add(string name, OpenApiParameter parameter) =>
        (Components.Parameters ??= new Dictionary<string, IOpenApiParameter>())[name] = parameter;

    public void Add(string name, OpenApiHeader header) => (Components.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = header;

    public void Add(string name, OpenApiResponse answer) =>
        (Components.Responses ??= new Dictionary<string, IOpenApiResponse>())[name] = answer;

    public void Add(string name, OpenApiSecurityScheme scheme) =>
        (Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>())[name] = scheme;

    public IOpenApiSchema Schema(string name) => new OpenApiSchemaReference(name, Document);

    public IOpenApiParameter Parameter(string name) => new OpenApiParameterReference(name, Document);

    public IOpenApiHeader Header(string name) => new OpenApiHeaderReference(name, Document);

    public IOpenApiResponse Answer(string name) => new OpenApiResponseReference(name, Document);

    public OpenApiTagReference Tag(string name) => new(name, Document);

    public OpenApiSecurityRequirement Security(string scheme, params List<string> scopes) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, Document)] = scopes };

    /// <summary>An answer with a body.</summary>
    /// <param name="description">When it is given.</param>
    /// <param name="schema">The name of the schema of the body.</param>
    /// <param name="mediaTypes">The media types that the body may have.</param>
    /// <param name="headers">The names of its header fields.</param>
    public OpenApiResponse Answer(string description, string schema, IReadOnlyList<string> mediaTypes, params string[] headers) => new()
    {
        Description = description,
        Headers = Headers(headers),
        Content = Content(schema, mediaTypes),
    };

    /// <summary>An answer without a body.</summary>
    public OpenApiResponse Empty(string description, params string[] headers) =>
        new() { Description = description, Headers = Headers(headers) };

    /// <summary>A body that a request needs.</summary>
    public OpenApiRequestBody Body(string description, string schema, params IReadOnlyList<string> mediaTypes) =>
        new() { Description = description, Required = true, Content = Content(schema, mediaTypes) };

    /// <summary>Shows an exchange at the operation of its name.</summary>
    public void Show(ApiExample example)
    {
        var operation = Document.Paths.Values.SelectMany(path => path.Operations ?? [])
            .Select(entry => entry.Value)
            .Single(operation => operation.OperationId == example.Operation);
        if (example.Request is { } request)
            Show(example, request, operation.RequestBody?.Content);
        if (example.Answer is not { } body || operation.Responses is not { } answers)
            return;
        var answer = answers[example.Status];
        var described = answer is OpenApiResponseReference { Reference.Id: { } name } ? Components.Responses![name] : answer;
        Show(example, body, described.Content);
    }

    private static void Show(ApiExample example, JsonNode value, IDictionary<string, IOpenApiMediaType>? content)
    {
        if (content?.Values.First() is not OpenApiMediaType first)
            throw new InvalidOperationException($"{example.Operation} {example.Status} has no body to show.");
        (first.Examples ??= new Dictionary<string, IOpenApiExample>()).Add(
            example.Name, new OpenApiExample { Summary = example.Title, Description = example.Line, Value = value.DeepClone() });
    }

    private Dictionary<string, IOpenApiMediaType> Content(string schema, IReadOnlyList<string> mediaTypes) =>
        mediaTypes.ToDictionary(type => type, IOpenApiMediaType (_) => new OpenApiMediaType { Schema = Schema(schema) });

    private Dictionary<string, IOpenApiHeader>? Headers(string[] names) =>
        names.Length == 0 ? null : names.ToDictionary(ApiHeaders.FieldOf, Header);
}
