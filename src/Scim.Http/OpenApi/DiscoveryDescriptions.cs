using Scim.Http.Addresses;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OpenApi;

/// <summary>The discovery endpoints.</summary>
internal static class DiscoveryDescriptions
{
    private static readonly int[] Refusals = [400, 401, 403, 429, 500, 503];
    private static readonly string[] Fields = [ApiHeaders.Vary, .. ApiHeaders.Rate];

    public static IEnumerable<DescribedOperation> All(ApiDraft draft) =>
    [
        Configuration(draft, ScimRoutes.ServiceProviderConfig, "getServiceProviderConfig", "Read what the service offers"),
        Configuration(draft, ScimRoutes.ServiceConfiguration, "getServiceConfiguration", "Read what the service offers, by another name"),
        Of(draft, ScimRoutes.ResourceTypes, "listResourceTypes", "List the resource types", DiscoveryShapes.ResourceTypeList),
        Of(draft, ScimRoutes.ResourceType, "getResourceType", "Read a resource type", DiscoveryShapes.ResourceType, 404) with
        {
            Parameters = [ApiParameters.ResourceTypeName],
        },
        Of(draft, ScimRoutes.Schemas, "listSchemas", "List the schemas of the account", DiscoveryShapes.SchemaList),
        Of(draft, ScimRoutes.Schema, "getSchema", "Read a schema of the account", DiscoveryShapes.Schema, 404) with
        {
            Parameters = [ApiParameters.SchemaUrn],
        },
    ];

    private static DescribedOperation Configuration(ApiDraft draft, string template, string id, string summary) =>
        new(template, "GET", id, ApiTags.Discovery, summary)
        {
            Description = "It needs no token. With one it also says which events the account's streams have.",
            Security = ApiSecurity.TokenOrNone(draft),
            Answers =
            [
                ("200", draft.Answer(
                    "What is offered.", DiscoveryShapes.Configuration, ErrorAnswers.ScimTypes, ApiHeaders.Vary)),
                .. ErrorAnswers.Scim(draft, Refusals),
            ],
        };

    private static DescribedOperation Of(
        ApiDraft draft, string template, string id, string summary, string schema, params int[] more) =>
        new(template, "GET", id, ApiTags.Discovery, summary)
        {
            Security = ApiSecurity.Token(draft, Caller.ScimScope),
            Answers =
            [
                ("200", draft.Answer("As the account has it.", schema, ErrorAnswers.ScimTypes, Fields)),
                .. ErrorAnswers.Scim(draft, [.. Refusals, .. more]),
            ],
        };
}
