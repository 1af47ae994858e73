using Microsoft.OpenApi;
using Scim.Protocol.Schemas;

namespace Scim.Http.OpenApi;

/// <summary>The JSON Schemas of users, made from what a user of the account has.</summary>
internal static class UserShapes
{
    /// <summary>A user in an answer.</summary>
    public const string User = "User";

    /// <summary>A user in a POST.</summary>
    public const string NewUser = "NewUser";

    /// <summary>A user in a PUT.</summary>
    public const string Replacement = "Replacement";

    private const string Attributes = "UserAttributes";

    public static void AddTo(ApiDraft draft, UserType type)
    {
        draft.Add(Attributes, AttributesOf(type));
        var always = type.Attributes.Where(attribute => attribute.Returned == Returned.Always && !attribute.IsExtension);
        draft.Add(User, All(
            draft,
            "A user in an answer. The parameters attributes and excludedAttributes decide what is there beside schemas and id.",
            new OpenApiSchema { Type = JsonSchemaType.Object, Required = always.Select(attribute => attribute.Name).ToHashSet() }));
        draft.Add(NewUser, All(draft, "A user to create. What is readOnly is ignored.", ToSend(type, isNew: true)));
        draft.Add(Replacement, All(
            draft,
            "A user to replace another by. What is left out is cleared, but for active; what is readOnly is ignored, and what is immutable "
            + "may be left out.",
            ToSend(type, isNew: false)));
    }

    private static OpenApiSchema AttributesOf(UserType type)
    {
        var readable = type.Attributes.Where(attribute => attribute.Returned != Returned.Never);
        var schema = AttributeShapes.Object("What a user has.", readable);
        schema.AdditionalPropertiesAllowed = true;
        if (type == UserType.Default)
        {
            schema.PatternProperties = new Dictionary<string, IOpenApiSchema>
            {
                ["^urn:"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "An extension that an account may have of its own.",
                },
            };
        }
        return schema;
    }

    /// <summary>The user's attributes and what else is asked of them; no others.</summary>
    private static OpenApiSchema All(ApiDraft draft, string description, OpenApiSchema more) => new()
    {
        Description = description,
        AllOf = [draft.Schema(Attributes), more],
        UnevaluatedProperties = false,
    };

    /// <summary>What a client must send, and what it may send and never gets.</summary>
    private static OpenApiSchema ToSend(UserType type, bool isNew)
    {
        var hidden = type.Attributes.Where(attribute => attribute.Returned == Returned.Never);
        var schema = AttributeShapes.Object(description: null, hidden);
        schema.AdditionalPropertiesAllowed = true;
        Require(schema, type, type.Attributes.Where(attribute => attribute != UserResource.Schemas), isNew);
        return schema;
    }

    /// <summary>
    /// Asks for what the type requires, also of a part that may be left out where that part is sent. What the attributes are stands in
    /// <see cref="Attributes"/>.
    /// </summary>
    private static void Require(OpenApiSchema schema, UserType type, IEnumerable<AttributeDefinition> attributes, bool isNew)
    {
        foreach (var attribute in attributes)
        {
            var part = new OpenApiSchema();
            if (attribute.Type == AttributeType.Complex)
                Require(part, type, attribute.SubAttributes, isNew);
            var isRequired = type.Requires(attribute) && (isNew || attribute.Mutability != Mutability.Immutable);
            if (!isRequired && part.Properties is null)
                continue;
            if (isRequired)
                (schema.Required ??= new HashSet<string>()).Add(attribute.Name);
            var asked = attribute.MultiValued ? new OpenApiSchema { Items = part } : part;
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties[attribute.Name] = schema.Properties.TryGetValue(attribute.Name, out var hidden)
                ? new OpenApiSchema { AllOf = [hidden, asked] }
                : asked;
        }
    }
}
