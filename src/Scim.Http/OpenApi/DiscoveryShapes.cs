using Microsoft.OpenApi;
using Scim.Protocol.Schemas;

namespace Scim.Http.OpenApi;

/// <summary>The JSON Schemas of the discovery documents (RFC 7643 §5 to §7).</summary>
internal static class DiscoveryShapes
{
    public const string Configuration = "ServiceProviderConfig";
    public const string ResourceType = "ResourceType";
    public const string ResourceTypeList = "ResourceTypeList";
    public const string Schema = "Schema";
    public const string SchemaList = "SchemaList";

    private const string Attribute = "SchemaAttribute";

    private static OpenApiSchema Meta => Shape.Object(
        "What the document is and where.",
        "resourceType location",
        ("resourceType", Shape.Text("What it is.")),
        ("location", Shape.Address("Where it is.")));

    public static void AddTo(ApiDraft draft)
    {
        draft.Add(Configuration, ServiceProviderConfig());
        draft.Add(ResourceType, Shape.Object(
            "A resource type (RFC 7643 §6).",
            "schemas id name endpoint description schema schemaExtensions meta",
            ("schemas", Shape.Urn(SchemaUris.ResourceType)),
            ("id", Shape.Text("Its id.")),
            ("name", Shape.Text("Its name.")),
            ("endpoint", Shape.Text("Its path below the base.")),
            ("description", Shape.Text("What it is.")),
            ("schema", Shape.Text("The URN of its schema.")),
            ("schemaExtensions", Shape.List("Its extensions.", Shape.Object(
                "An extension.",
                "schema required",
                ("schema", Shape.Text("The URN of its schema.")),
                ("required", Shape.Flag("Whether every resource has it."))))),
            ("meta", Meta)));
        draft.Add(ResourceTypeList, MessageShapes.List("The resource types.", draft.Schema(ResourceType)));
        draft.Add(Schema, Shape.Object(
            "A schema (RFC 7643 §7).",
            "schemas id name description attributes meta",
            ("schemas", Shape.Urn(SchemaUris.Schema)),
            ("id", Shape.Text("Its URN.")),
            ("name", Shape.Text("Its name.")),
            ("description", Shape.Text("What it describes.")),
            ("attributes", Shape.List("Its attributes.", draft.Schema(Attribute))),
            ("meta", Meta)));
        draft.Add(SchemaList, MessageShapes.List("The schemas.", draft.Schema(Schema)));
        draft.Add(Attribute, AttributeOfSchema(draft));
    }

    private static OpenApiSchema AttributeOfSchema(ApiDraft draft)
    {
        var words = new OpenApiSchema { Type = JsonSchemaType.String };
        return Shape.Object(
            "An attribute with its characteristics.",
            "name type multiValued description required caseExact mutability returned uniqueness",
            ("name", Shape.Text("Its name, which compares without case.")),
            ("type", Shape.Word(
                "Its type.", "string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex")),
            ("subAttributes", Shape.List("The parts of a complex one.", draft.Schema(Attribute))),
            ("multiValued", Shape.Flag("Whether it is a list.")),
            ("description", Shape.Text("What it means.")),
            ("required", Shape.Flag("Whether a user must have it.")),
            ("canonicalValues", Shape.List("Values that are suggested.", words)),
            ("caseExact", Shape.Flag("Whether text compares with case.")),
            ("mutability", Shape.Word("Who may set it.", "readOnly", "readWrite", "immutable", "writeOnly")),
            ("returned", Shape.Word("When it is in an answer.", "always", "never", "default", "request")),
            ("uniqueness", Shape.Word("Whether no other user may have the value.", "none", "server", "global")),
            ("referenceTypes", Shape.List("What a reference may point at.", words)));
    }

    private static OpenApiSchema ServiceProviderConfig() => Shape.Object(
        "What the service offers (RFC 7643 §5, RFC 9865 §4, RFC 9967 §4).",
        "schemas patch bulk filter changePassword sort etag authenticationSchemes pagination meta",
        ("schemas", Shape.Urn(SchemaUris.ServiceProviderConfig)),
        ("documentationUri", Shape.Address("Where people read about the service.")),
        ("patch", Feature("PATCH.")),
        ("bulk", Feature(
            "Bulk.",
            ("maxOperations", Shape.Whole("The most operations of a Bulk.")),
            ("maxPayloadSize", Shape.Whole("The most bytes of a Bulk.")))),
        ("filter", Feature("Filters.", ("maxResults", Shape.Whole("The most users of a page.")))),
        ("changePassword", Feature("Changes of passwords.")),
        ("sort", Feature("Sorting.")),
        ("etag", Feature("Versions.")),
        ("authenticationSchemes", Shape.List("How clients authenticate.", Shape.Object(
            "A way.",
            "type name description",
            ("type", Shape.Text("Its kind.")),
            ("name", Shape.Text("Its name.")),
            ("description", Shape.Text("What to send.")),
            ("specUri", Shape.Address("Its specification.")),
            ("documentationUri", Shape.Address("Where people read about it.")),
            ("primary", Shape.Flag("Whether it is the preferred one."))))),
        ("pagination", Shape.Object(
            "How lists are paged.",
            "cursor index defaultPaginationMethod defaultPageSize maxPageSize",
            ("cursor", Shape.Flag("Whether by cursor.")),
            ("index", Shape.Flag("Whether by index.")),
            ("defaultPaginationMethod", Shape.Word("How, if a request does not say.", "index", "cursor")),
            ("defaultPageSize", Shape.Whole("The users of a page, if a request does not say.", least: 1)),
            ("maxPageSize", Shape.Whole("The most users of a page.", least: 1)),
            ("cursorTimeout", Shape.Whole("How many seconds a cursor lives.", least: 1)))),
        ("securityEvents", Shape.Object(
            "The events of the account's streams; there only with a token of an account that has one.",
            "asyncRequest eventUris",
            ("asyncRequest", Shape.Word("Whether requests are answered by events.", "none")),
            ("eventUris", Shape.List("The events.", Shape.Address("The URI of an event."))))),
        ("meta", Meta));

    private static OpenApiSchema Feature(string description, params (string Name, IOpenApiSchema Schema)[] limits) => Shape.Object(
        description,
        string.Join(' ', limits.Select(limit => limit.Name).Prepend("supported")),
        [("supported", Shape.Flag("Whether it is offered.")), .. limits]);
}
