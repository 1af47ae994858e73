using System.Text.Json.Nodes;
using CsCheck;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Paths;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Patching;

public sealed class PatchProperties
{
    private const string Enterprise = SchemaUris.EnterpriseUser;

    private static readonly Gen<string> Paths = Gen.OneOf(
        "userName", "name", "name.familyName", "title", "active", "emails", "emails.value", "emails.primary", "password", "schemas", "id",
        "emails[type eq \"work\"]", "emails[type eq \"work\"].value", "emails[primary eq true].primary", "emails[value co \"x\"].type",
        "addresses", "addresses[type eq \"home\"].locality", "roles", "roles[primary eq \"True\"].value", "groups", "meta.version",
        "x509Certificates", Enterprise, Enterprise + ":manager", Enterprise + ":manager.value", Enterprise + ".department",
        SchemaUris.User, SchemaUris.User + ":name.givenName", "urn:other:thing:x", "shoe.size", "emails[", "", "..", "name[a eq 1]", "💥");

    private static readonly Gen<string> Singular = Gen.OneOf(
        "title", "displayName", "externalId", "nickName", "locale", "name.middleName", "name.honorificPrefix", Enterprise + ":department",
        Enterprise + ":manager.value", SchemaUris.User + ":userType");

    private static readonly Gen<JsonNode?> Scalars = Gen.OneOf(
        Gen.OneOf("a@x.org", "b@x.org", "work", "home", "True", "", "AAAA", "\u0000", "é").Select(text => (JsonNode?)text),
        Gen.Bool.Select(flag => (JsonNode?)flag),
        Gen.Int.Select(number => (JsonNode?)number),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<string> Keys = Gen.OneOf(
        Paths, Gen.OneOf("value", "type", "primary", "display", "Value", "manager", "locality"));

    private static readonly Gen<JsonNode?> Values = Gen.Recursive<JsonNode?>((depth, inner) => depth > 2
        ? Scalars
        : Gen.OneOf(
            Scalars,
            inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(Keys, inner).Array[0, 4].Select(ObjectOf)));

    private static readonly Gen<JsonObject> Operations = Gen.Select(
        Gen.OneOf("add", "Remove", "replace"), Paths, Values, Gen.Bool, OperationOf);

    private static readonly ComplexValue Ann = PatchCase.UserWith(JsonNode.Parse(
        """{"title":"Boss","emails":[{"value":"a@x.org","type":"work","primary":true},{"value":"b@x.org"}],"roles":["r"]}""")!.AsObject());

    [Fact]
    public void A_patch_gives_a_valid_user_or_a_refusal() => Gen.Select(Operations.Array[1, 5], Gen.Bool).Sample((operations, strict) =>
    {
        var strictness = strict ? Strictness.Strict : Strictness.Lenient;
        try
        {
            var patch = PatchRequest.Parse(Body(operations), strictness, StepBudget.Unbounded());
            var after = UserRules.Normalise(patch.Apply(Ann, StepBudget.Unbounded()), ReadingRules.Default, StepBudget.Unbounded());
            Assert.Same(after, UserRules.Normalise(after, ReadingRules.Default, StepBudget.Unbounded()));
            Assert.Equal(
                after.With(UserResource.Password, null), ResourceReader.ReadStored(ResourceWriter.ToUtf8(after), UserType.Default));
        }
        catch (ScimException refusal)
        {
            Assert.InRange(refusal.Error.Status, 400, 413);
        }
    });

    [Fact]
    public void Applying_a_replacement_twice_is_applying_it_once() => Gen.Select(Paths, Values).Sample((path, value) =>
    {
        try
        {
            var patch = PatchRequest.Parse(
                Body(OperationOf("replace", path, value, true)), Strictness.Lenient, StepBudget.Unbounded());
            var once = UserRules.Normalise(patch.Apply(Ann, StepBudget.Unbounded()), ReadingRules.Default, StepBudget.Unbounded());
            Assert.Equal(
                once, UserRules.Normalise(patch.Apply(once, StepBudget.Unbounded()), ReadingRules.Default, StepBudget.Unbounded()));
        }
        catch (ScimException refusal)
        {
            Assert.Equal(400, refusal.Error.Status);
        }
    });

    [Fact]
    public void What_is_added_to_a_list_is_there_and_can_be_removed() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.OneOf("work", "home", "other")).Sample((value, type) =>
        {
            var entry = new JsonObject { ["value"] = value + "@new.org", ["type"] = type };
            var add = PatchRequest.Parse(
                Body(OperationOf("add", "emails", entry, true)), Strictness.Strict, StepBudget.Unbounded());
            var remove = PatchRequest.Parse(
                Body(OperationOf("remove", "emails", entry, true)), Strictness.Strict, StepBudget.Unbounded());

            var after = add.Apply(Ann);

            Assert.Equal(3, ((MultiValue)after[UserResource.Emails]!).Count);
            Assert.Equal(after, add.Apply(after));
            Assert.Equal(Ann, remove.Apply(after));
        });

    [Fact]
    public void What_is_set_at_a_path_is_there_and_all_else_is_left_alone() =>
        Gen.Select(Gen.OneOf("add", "replace"), Singular, Gen.String[Gen.Char.AlphaNumeric, 1, 8]).Sample((op, path, value) =>
        {
            var attribute = AttributePathParser.Parse(path, UserType.Default)!; // Each is an attribute's path.

            var after = Apply(Ann, op, path, value);

            Assert.Equal(value, ValueAt(after, attribute));
            AssertOthersAreTheSame(Ann, after, attribute);
        });

    [Fact]
    public void What_is_removed_is_gone_and_all_else_is_left_alone() =>
        Gen.Select(Gen.OneOf(Singular, Gen.OneOf("emails", "roles", Enterprise)), Gen.String[Gen.Char.AlphaNumeric, 1, 8])
            .Sample((path, value) =>
            {
                var attribute = AttributePathParser.Parse(path, UserType.Default)!; // Each is an attribute's path.
                var before = attribute.Target is { MultiValued: false, Type: not AttributeType.Complex }
                    ? Apply(Ann, "replace", path, value)
                    : Ann;

                var after = Apply(before, "remove", path, null);

                Assert.Equal(attribute.Target.KeepsEmpty ? MultiValue.Empty : null, ValueAt(after, attribute));
                AssertOthersAreTheSame(before, after, attribute);
                Assert.Equal(after, Apply(after, "remove", path, null));
            });

    private static ComplexValue Apply(ComplexValue user, string op, string path, JsonNode? value) =>
        PatchRequest.Parse(
            Body(OperationOf(op, path, value, true)), Strictness.Strict, StepBudget.Unbounded()).Apply(user);

    private static object? ValueAt(ComplexValue user, AttributePath path) =>
        path.Steps.Aggregate((object?)user, (value, step) => (value as ComplexValue)?[step]);

    private static void AssertOthersAreTheSame(ComplexValue before, ComplexValue after, AttributePath path)
    {
        foreach (var attribute in UserType.Default.Attributes.Where(attribute => attribute != path.Steps[0]))
            Assert.Same(before[attribute], after[attribute]);
    }

    private static System.Text.Json.JsonElement Body(params JsonObject[] operations) =>
        PatchCase.Parse(new JsonObject
        {
            ["schemas"] = new JsonArray(SchemaUris.PatchOp),
            ["Operations"] = new JsonArray([.. operations.Select(operation => operation.DeepClone())]),
        });

    private static JsonObject OperationOf(string op, string path, JsonNode? value, bool hasPath)
    {
        var operation = new JsonObject { ["op"] = op, ["value"] = value?.DeepClone() };
        if (hasPath)
            operation["path"] = path;
        return operation;
    }

    private static JsonNode? ObjectOf((string Key, JsonNode? Value)[] members)
    {
        var json = new JsonObject();
        foreach (var (key, value) in members)
            json[key] = value?.DeepClone();
        return json;
    }
}
