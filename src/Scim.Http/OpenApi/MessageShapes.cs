using Microsoft.OpenApi;
using Scim.Http.Discovery;
using Scim.Protocol.Patching;
using Scim.Protocol.Schemas;

namespace Scim.Http.OpenApi;

/// <summary>The JSON Schemas of SCIM messages (RFC 7644).</summary>
internal static class MessageShapes
{
    public const string Error = "Error";
    public const string UserList = "UserList";
    public const string GroupList = "GroupList";
    public const string SearchRequest = "SearchRequest";
    public const string PatchOp = "PatchOp";
    public const string BulkRequest = "BulkRequest";
    public const string BulkResponse = "BulkResponse";

    /// <summary>The keywords of errors (RFC 7644 §3.12, RFC 9865 §2.1).</summary>
    public static IReadOnlyList<string> ErrorTypes { get; } =
    [
        "invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget", "invalidValue",
        "invalidCursor", "expiredCursor", "invalidCount",
    ];

    public static void AddTo(ApiDraft draft)
    {
        draft.Add(Error, Shape.Object(
            "Why a request is refused (RFC 7644 §3.12).",
            "schemas status detail",
            ("schemas", Shape.Urn(SchemaUris.Error)),
            ("status", Shape.Pattern("The status of the answer.", "^[45][0-9][0-9]$")),
            ("scimType", Shape.Word("A keyword for the cause, where the RFC names one.", ErrorTypes)),
            ("detail", Shape.Text("What to change, for the client's administrator. It names attributes and never their values."))));
        draft.Add(UserList, List("Users (RFC 7644 §3.4.2).", draft.Schema(UserShapes.User)));
        var none = List("Groups, of which there are none.", new OpenApiSchema { Type = JsonSchemaType.Object });
        ((OpenApiSchema)none.Properties!["Resources"]).MaxItems = 0; // As List made it.
        draft.Add(GroupList, none);
        draft.Add(SearchRequest, Search());
        draft.Add(PatchOp, Patch());
        AddBulk(draft);
    }

    /// <summary>A ListResponse.</summary>
    public static OpenApiSchema List(string description, IOpenApiSchema resource) => Shape.Object(
        description,
        "schemas itemsPerPage Resources",
        ("schemas", Shape.Urn(SchemaUris.ListResponse)),
        ("totalResults", Shape.Whole("How many there are. A page by cursor may leave it out.")),
        ("startIndex", Shape.Whole("The place of the first on the page. A page by cursor has none.", least: 1)),
        ("Resources", Shape.List("Those on the page.", resource)),
        ("itemsPerPage", Shape.Whole("How many are on the page.")),
        ("nextCursor", Shape.Text("The cursor of the next page (RFC 9865); the last page has none.")));

    private static OpenApiSchema Search()
    {
        var names = new OpenApiSchema { Type = JsonSchemaType.String };
        return Shape.Open(
            "The parameters of a query as a body (RFC 7644 §3.4.3). They mean the same as in a URL.",
            "",
            ("schemas", Shape.Urn(SchemaUris.SearchRequest)),
            ("attributes", Shape.List("The names of the attributes to return.", names)),
            ("excludedAttributes", Shape.List("The names of the attributes to leave out.", names)),
            ("filter", Shape.Text("Which users.")),
            ("sortBy", Shape.Text("The name of the attribute to sort by.")),
            ("sortOrder", Shape.Word("Default ascending.", "ascending", "descending")),
            ("startIndex", new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The place of the first. Default 1." }),
            ("count", new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The most on the page." }),
            ("cursor", Shape.Text("The cursor of a page; an empty one asks for the first.")));
    }

    private static OpenApiSchema Patch()
    {
        var operation = Shape.Open(
            "A change.",
            "op",
            ("op", Shape.Word("What to do.", "add", "remove", "replace", "Add", "Remove", "Replace")),
            ("path", Shape.Text("What to change (RFC 7644 §3.5.2). Without it, value has the attributes to change.")),
            ("value", new OpenApiSchema { Description = "The value, of any type that the attribute takes." }));
        var operations = Shape.List("The changes, which are made in order: all, or none.", operation);
        (operations.MinItems, operations.MaxItems) = (1, PatchRequest.MaxOperations);
        return Shape.Open(
            "Changes of a user (RFC 7644 §3.5.2).",
            "Operations",
            ("schemas", Shape.Urn(SchemaUris.PatchOp)),
            ("Operations", operations));
    }

    private static void AddBulk(ApiDraft draft)
    {
        var sent = Shape.List("The operations.", Shape.Open(
            "One operation.",
            "method path",
            ("method", Shape.Word("As of a request of its own.", "POST", "PUT", "PATCH", "DELETE")),
            ("path", Shape.Text("/Users, or /Users/ and an id; bulkId: and a bulkId stands for the id of a user that the Bulk creates.")),
            ("bulkId", Shape.Text("The client's name for the operation. A POST needs one.")),
            ("version", new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Null,
                Description = "The ETag that the user must have; null for any.",
            }),
            ("data", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The body of a request of its own." })));
        (sent.MinItems, sent.MaxItems) = (1, Offered.Features.BulkMaxOperations);
        draft.Add(BulkRequest, Shape.Open(
            "Several operations in one request (RFC 7644 §3.7).",
            "Operations",
            ("schemas", Shape.Urn(SchemaUris.BulkRequest)),
            ("failOnErrors", Shape.Whole("After how many failures no other operation is tried. Default: all are.")),
            ("Operations", sent)));
        draft.Add(BulkResponse, Shape.Object(
            "What became of each operation that was tried, in the order of the request (RFC 7644 §3.7.3).",
            "schemas Operations",
            ("schemas", Shape.Urn(SchemaUris.BulkResponse)),
            ("Operations", Shape.List("The operations.", Shape.Object(
                "One operation.",
                "method status",
                ("method", Shape.Text("Its method.")),
                ("bulkId", Shape.Text("Its bulkId, if it has one.")),
                ("location", Shape.Address("The user's address.")),
                ("version", Shape.Text("The user's ETag.")),
                ("status", Shape.Pattern("The status of its answer.", "^[2345][0-9][0-9]$")),
                ("response", draft.Schema(Error)))))));
    }
}
