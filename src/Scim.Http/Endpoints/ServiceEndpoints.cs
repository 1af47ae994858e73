using Microsoft.OpenApi;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Health;
using Scim.Http.Home;
using Scim.Http.OpenApi;

namespace Scim.Http.Endpoints;

/// <summary>The endpoints that describe the service itself.</summary>
internal static class ServiceEndpoints
{
    public static IReadOnlyList<ScimRoute> All { get; } =
    [
        ScimRoute.To<OpenApiHandler>("GET", ScimRoutes.OpenApi, (document, request) => document.GetAsync(request), draft =>
            new("getOpenApi", ApiTags.Service, "Read this document")
            {
                Description = "It needs no token. With one it describes the users of the token's account, with the schemas of its own.",
                Security = ApiSecurity.TokenOrNone(draft),
                Answers =
                [
                    ("200", new OpenApiResponse
                    {
                        Description = "The document.",
                        Headers = new Dictionary<string, IOpenApiHeader> { [ApiHeaders.Vary] = draft.Header(ApiHeaders.Vary) },
                        Content = Content(ScimMediaType.Json, Shape.Open(
                            "An OpenAPI document.",
                            "openapi info paths",
                            ("openapi", Shape.Text("The version of OpenAPI.")),
                            ("info", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "What it describes." }),
                            ("paths", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The operations." }))),
                    }),
                    .. ErrorAnswers.Scim(draft, 400, 401, 403, 429, 500, 503),
                ],
            }),
        ScimRoute.To<HealthHandler>("GET", ScimRoutes.Health, (health, request) => health.GetAsync(request), draft =>
            new("getHealth", ApiTags.Service, "Ask whether the service works")
            {
                Description = "What was found is remembered for 5 s.",
                Answers =
                [
                    ("200", Said(draft, "Storage answers.", ApiHeaders.CacheControl, ApiHeaders.Version)),
                    ("503", Said(draft, "Storage does not answer.", ApiHeaders.CacheControl, ApiHeaders.Version, ApiHeaders.RetryAfter)),
                ],
            }),
        ScimRoute.To<HomeHandler>("GET", ScimRoutes.Home, (home, request) => home.GetAsync(request), draft =>
            new("getHome", ApiTags.Service, "Open the first page")
            {
                Answers =
                [
                    ("200", new OpenApiResponse
                    {
                        Description = "A page for people, which says where everything is.",
                        Content = Content("text/html", new OpenApiSchema { Type = JsonSchemaType.String }),
                    }),
                    .. ErrorAnswers.Scim(draft, 400, 500),
                ],
            }),
    ];

    private static OpenApiResponse Said(ApiDraft draft, string description, params string[] headers) => new()
    {
        Description = description,
        Headers = headers.ToDictionary(name => name, draft.Header),
        Content = Content(
            "text/plain", new OpenApiSchema { Type = JsonSchemaType.String, Enum = Shape.Nodes(["Healthy", "Unhealthy"]) }),
    };

    private static Dictionary<string, IOpenApiMediaType> Content(string mediaType, OpenApiSchema schema) =>
        new() { [mediaType] = new OpenApiMediaType { Schema = schema } };
}
