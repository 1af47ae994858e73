using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Scim.Protocol.Schemas;

namespace Scim.Cli.Tests.Users;

/// <summary>Valid users with any of the attributes that a client can set.</summary>
internal static class RandomUsers
{
    private const int OneIn = 3;

    // What looks like JSON is read as JSON in a complex attribute's value, or refused (product.md 24).
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 1, 20],
        Gen.String[Gen.Char['\u0001', '\ud7ff'], 1, 8],
        Gen.OneOf("💥 and \"quotes\"", "a,b;c", "line\nbreak", "<script>&", "İıſK", "work", "home", "=1+1", "\\u0041"))
        .Where(text => text.TrimStart() is not ['{' or '[', ..]);

    private static readonly Gen<string> Names = Text.Where(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>A user; its userName ends with a number, which keeps it apart from others.</summary>
    public static Gen<JsonObject> Of(int number) => Gen.Select(
        ObjectOf(UserType.Default.Attributes), Gen.OneOf("@example.com", "", " x"), Names, Names,
        (user, ending, given, family) =>
        {
            user["userName"] = string.Create(CultureInfo.InvariantCulture, $"{Letters(given)}.{number}{ending}");
            var name = user["name"] as JsonObject ?? [];
            (name["givenName"], name["familyName"]) = (given, family);
            user["name"] = name;
            return user;
        });

    /// <summary>As many users.</summary>
    public static Gen<JsonObject[]> List(int count) =>
        Enumerable.Range(0, count).Aggregate(
            Gen.Const(Array.Empty<JsonObject>()), (all, number) => Gen.Select(all, Of(number), (some, one) => some.Append(one).ToArray()));

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));

    private static Gen<JsonObject> ObjectOf(AttributeSet attributes) => attributes
        .Where(attribute => attribute.Mutability is Mutability.ReadWrite or Mutability.WriteOnly && attribute != UserResource.Schemas)
        .Aggregate(Gen.Const(0).Select(_ => new JsonObject()), (all, attribute) => Gen.Select(
            all, Gen.Int[1, OneIn], ValueOf(attribute), (some, chance, value) =>
            {
                // A node has one parent, so each sample takes a copy.
                var next = some.DeepClone().AsObject();
                if (chance == OneIn) next[attribute.Name] = value?.DeepClone();
                return next;
            }));

    private static Gen<JsonNode?> ValueOf(AttributeDefinition attribute) => attribute.MultiValued
        ? OneOf(attribute).Array[1, 3].Select(values => (JsonNode?)new JsonArray([.. values.Select(AtMostOnePrimary)]))
        : OneOf(attribute);

    private static JsonNode? AtMostOnePrimary(JsonNode? value, int place)
    {
        var copy = value?.DeepClone();
        if (place > 0) (copy as JsonObject)?.Remove("primary");
        return copy;
    }

    private static Gen<JsonNode?> OneOf(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.Complex => ObjectOf(attribute.SubAttributes).Select(value => (JsonNode?)value),
        AttributeType.Boolean => Gen.Bool.Select(value => (JsonNode?)value),
        AttributeType.Binary => Gen.Byte.Array[1, 9].Select(value => (JsonNode?)Convert.ToBase64String(value)),
        AttributeType.Reference => Gen.OneOf("https://example.com/a", "urn:x:y", "../Users/1").Select(value => (JsonNode?)value),
        AttributeType.String => Text.Select(value => (JsonNode?)value),
        _ => throw new NotSupportedException($"No attribute of a user that can be set was of type {attribute.Type}."),
    };
}
