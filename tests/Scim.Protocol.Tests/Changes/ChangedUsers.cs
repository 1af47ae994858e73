using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Protocol.Tests.Patching;

namespace Scim.Protocol.Tests.Changes;

/// <summary>Random users of an account that has a schema of its own, in which attributes of every kind are hidden.</summary>
internal static class ChangedUsers
{
    /// <summary>What no text of a random user has but those that are never returned.</summary>
    public const string Secret = "s3cret";

    private const string Badge = "urn:example:params:scim:schemas:extension:badge:1.0:User";

    private const string Document = $$"""
        {
          "id": "{{Badge}}",
          "attributes": [
            { "name": "number", "type": "integer" },
            { "name": "height", "type": "decimal" },
            { "name": "issued", "type": "dateTime" },
            { "name": "valid", "type": "boolean" },
            { "name": "photo", "type": "binary" },
            { "name": "doors", "type": "string", "multiValued": true },
            { "name": "pin", "type": "string", "mutability": "writeOnly", "returned": "never" },
            { "name": "codes", "type": "string", "multiValued": true, "returned": "never" },
            {
              "name": "locker", "type": "complex",
              "subAttributes": [{ "name": "room", "type": "string" }, { "name": "key", "type": "string", "returned": "never" }]
            },
            {
              "name": "cards", "type": "complex", "multiValued": true,
              "subAttributes": [
                { "name": "value", "type": "string" },
                { "name": "type", "type": "string" },
                { "name": "key", "type": "string", "mutability": "writeOnly", "returned": "never" }
              ]
            }
          ]
        }
        """;

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 4], Gen.OneOf("a \"b\"", "é\n", "💥", "work", "home", "x.y", "0", "true"))
        .Where(text => !text.Contains(Secret, StringComparison.OrdinalIgnoreCase));

    /// <summary>How the requests of the account are read.</summary>
    public static ReadingRules Rules { get; } = new(
        new UserType([UserExtensions.Enterprise, UserExtensions.Talkdesk, SchemaReader.Read(Encoding.UTF8.GetBytes(Document), out _)!], 1),
        Strictness.Lenient);

    /// <summary>The attribute that has all of the account's own.</summary>
    public static AttributeDefinition Extension { get; } = Rules.Type.Attributes.Require(Badge);

    /// <summary>A user as its creation would store it.</summary>
    public static Gen<ComplexValue> Users { get; } =
        Gen.Select(ObjectOf(Rules.Type.Attributes), Text, (user, name) =>
        {
            user["userName"] = $"{name}@example.com";
            user["active"] ??= true; // As a creation has it.
            user["name"] = new JsonObject
            {
                ["givenName"] = name,
                ["familyName"] = "Doe",
                ["middleName"] = user["title"]?.DeepClone(),
            };
            return Read(user);
        });

    /// <summary>Reads a user as a creation does.</summary>
    public static ComplexValue Read(JsonObject user) => UserRules.Read(PatchCase.Parse(user), Rules, StepBudget.Unbounded());

    private static Gen<JsonObject> ObjectOf(AttributeSet attributes) => attributes
        .Where(attribute => attribute.Mutability is Mutability.ReadWrite or Mutability.WriteOnly && attribute != UserResource.Schemas)
        .Aggregate(Gen.Const(0).Select(_ => new JsonObject()), (all, attribute) => Gen.Select(
            all, Gen.Int[0, 2], ValueOf(attribute), (some, chance, value) =>
            {
                var next = some.DeepClone().AsObject();
                if (chance > 0)
                    next[attribute.Name] = value?.DeepClone();
                return next;
            }));

    private static Gen<JsonNode?> ValueOf(AttributeDefinition attribute) => attribute.MultiValued
        ? OneOf(attribute).Array[0, 2].Select(values => (JsonNode?)new JsonArray([.. values.Select(AtMostOnePrimary)]))
        : OneOf(attribute).Select(value => WithValue(attribute, value));

    /// <summary>A patch removes a complex value that loses its <c>value</c>, so that none is patched to have none.</summary>
    private static JsonNode? WithValue(AttributeDefinition attribute, JsonNode? value)
    {
        if (value is not JsonObject complex || attribute.SubAttributes.Find("value") is null)
            return value;
        var copy = complex.DeepClone().AsObject();
        copy["value"] ??= "v";
        return copy;
    }

    private static JsonNode? AtMostOnePrimary(JsonNode? value, int place)
    {
        var copy = value?.DeepClone();
        if (place > 0)
            (copy as JsonObject)?.Remove("primary");
        return copy;
    }

    private static Gen<JsonNode?> OneOf(AttributeDefinition attribute) => attribute switch
    {
        { Returned: Returned.Never, Type: not AttributeType.Complex } => Text.Select(text => (JsonNode?)(Secret + text)),
        { Type: AttributeType.Complex } => ObjectOf(attribute.SubAttributes).Select(value => (JsonNode?)value),
        { Type: AttributeType.Boolean } => Gen.Bool.Select(value => (JsonNode?)value),
        { Type: AttributeType.Integer } => Gen.Int[0, 2].Select(value => (JsonNode?)value),
        { Type: AttributeType.Decimal } => Gen.Int[0, 2].Select(value => (JsonNode?)(value / 2m)),
        { Type: AttributeType.DateTime } => Gen.Int[1, 3].Select(
            value => (JsonNode?)string.Create(CultureInfo.InvariantCulture, $"2026-01-0{value}T00:00:00Z")),
        { Type: AttributeType.Binary } => Gen.Byte.Array[1, 3].Select(value => (JsonNode?)Convert.ToBase64String(value)),
        { Type: AttributeType.Reference } => Gen.OneOf("https://example.com/a", "urn:x:y").Select(value => (JsonNode?)value),
        _ => Text.Select(value => (JsonNode?)value),
    };
}
