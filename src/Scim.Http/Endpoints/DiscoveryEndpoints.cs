using Microsoft.AspNetCore.Http;
using Scim.Http.Addresses;
using Scim.Http.Discovery;
using Scim.Http.OpenApi;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Endpoints;

/// <summary>The discovery endpoints.</summary>
internal static class DiscoveryEndpoints
{
    private static readonly int[] Refusals = [400, 401, 403, 429, 500, 503];
    private static readonly string[] Fields = [ApiHeaders.Vary, .. ApiHeaders.Rate];

    public static IReadOnlyList<ScimRoute> All { get; } =
    [
        Configuration(ScimRoutes.ServiceProviderConfig, "getServiceProviderConfig", "Read what the service offers"),
        Configuration(ScimRoutes.ServiceConfiguration, "getServiceConfiguration", "Read what the service offers, by another name"),
        Discovery(ScimRoutes.ResourceTypes, (discovery, request) => discovery.ListResourceTypesAsync(request), draft =>
            Of(draft, "listResourceTypes", "List the resource types", DiscoveryShapes.ResourceTypeList)),
        Discovery(ScimRoutes.ResourceType, (discovery, request) => discovery.GetResourceTypeAsync(request), draft =>
            Of(draft, "getResourceType", "Read a resource type", DiscoveryShapes.ResourceType, 404) with
            {
                Parameters = [ApiParameters.ResourceTypeName],
            }),
        Discovery(ScimRoutes.Schemas, (discovery, request) => discovery.ListSchemasAsync(request), draft =>
            Of(draft, "listSchemas", "List the schemas of the account", DiscoveryShapes.SchemaList)),
        Discovery(ScimRoutes.Schema, (discovery, request) => discovery.GetSchemaAsync(request), draft =>
            Of(draft, "getSchema", "Read a schema of the account", DiscoveryShapes.Schema, 404) with
            {
                Parameters = [ApiParameters.SchemaUrn],
            }),
    ];

    private static ScimRoute Discovery(
        string template, Func<DiscoveryHandler, HttpRequest, Task<IResult>> handle, Func<ApiDraft, DescribedOperation> describe) =>
        ScimRoute.To("GET", template, handle, describe);

    private static ScimRoute Configuration(string template, string id, string summary) =>
        Discovery(template, (discovery, request) => discovery.GetServiceProviderConfigAsync(request), draft =>
            new(id, ApiTags.Discovery, summary)
            {
                Description = "It needs no token. With one it also says which events the account's streams have.",
                Security = ApiSecurity.TokenOrNone(draft),
                Answers =
                [
                    ("200", draft.Answer(
                        "What is offered.", DiscoveryShapes.Configuration, ErrorAnswers.ScimTypes, ApiHeaders.Vary)),
                    .. ErrorAnswers.Scim(draft, Refusals),
                ],
            });

    private static DescribedOperation Of(ApiDraft draft, string id, string summary, string schema, params int[] more) =>
        new(id, ApiTags.Discovery, summary)
        {
            Security = ApiSecurity.Token(draft, Caller.ScimScope),
            Answers =
            [
                ("200", draft.Answer("As the account has it.", schema, ErrorAnswers.ScimTypes, Fields)),
                .. ErrorAnswers.Scim(draft, [.. Refusals, .. more]),
            ],
        };
}
