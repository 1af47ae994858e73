using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Scim.Protocol.Changes;
using Scim.Protocol.Computing;
using Scim.Protocol.Patching;
using Scim.Protocol.Paths;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Changes;

public sealed class ResourceChangesTests
{
    private static AttributeDefinition Extension => ChangedUsers.Extension;

    [Fact]
    public void The_PatchOp_makes_the_second_user_of_the_first_but_for_what_is_hidden() =>
        Gen.Select(ChangedUsers.Users, ChangedUsers.Users).Sample((before, after) =>
        {
            var patch = ResourceChanges.ToPatch(ResourceChanges.Between(before, after));

            var made = patch is null ? Told(before) : Apply(patch, Told(before));

            Assert.Equal(Text(Told(after)), Text(Told(made)));
        });

    [Fact]
    public void A_user_that_has_all_changes_of_another_is_the_same() =>
        ChangedUsers.Users.Sample(user => Assert.Empty(ResourceChanges.Between(user, ResourceReader.ReadStored(
            ResourceWriter.ToUtf8(user), ChangedUsers.Rules.Type))));

    [Fact]
    public void No_value_that_is_hidden_is_told() => Gen.Select(ChangedUsers.Users, ChangedUsers.Users).Sample((before, after) =>
    {
        var changes = ResourceChanges.Between(before, after);
        string[] told =
        [
            Encoding.UTF8.GetString(ResourceChanges.ToPatch(changes) ?? []),
            Encoding.UTF8.GetString(ResourceChanges.ToNames(changes)),
            Encoding.UTF8.GetString(ResourceChanges.ToNames(after)),
            Encoding.UTF8.GetString(ResourceWriter.ToUtf8(VisibleValues.Of(after))),
        ];

        Assert.All(told, text => Assert.DoesNotContain(ChangedUsers.Secret, text, StringComparison.OrdinalIgnoreCase));
    });

    [Fact]
    public void Every_name_is_the_path_of_an_attribute() => Gen.Select(ChangedUsers.Users, ChangedUsers.Users).Sample((before, after) =>
    {
        var changes = ResourceChanges.Between(before, after);
        var names = Names(ResourceChanges.ToNames(changes));

        Assert.Equal(names.Distinct(), names);
        Assert.All(names.Concat(Names(ResourceChanges.ToNames(after))), name =>
            Assert.NotNull(AttributePathParser.Parse(name, ChangedUsers.Rules.Type)));
        Assert.Equal(changes.Select(change => change.Path), names);
    });

    [Theory]
    [InlineData("""{"pin":"s3cret"}""", """{"pin":"s3cret2"}""", "pin")]
    [InlineData("""{}""", """{"codes":["s3cret"]}""", "codes")]
    [InlineData("""{"locker":{"room":"1","key":"s3cret"}}""", """{"locker":{"room":"1"}}""", "locker.key")]
    [InlineData("""{"number":1}""", """{"number":1,"locker":{"key":"s3cret"}}""", "locker")]
    public void Where_all_that_has_changed_is_hidden_there_are_names_and_no_PatchOp(string before, string after, string name)
    {
        var changes = ResourceChanges.Between(User(before), User(after));

        Assert.Null(ResourceChanges.ToPatch([.. changes.Where(change => change.Root == Extension)]));
        Assert.Contains($"{Extension.Name}:{name}", Names(ResourceChanges.ToNames(changes)));
    }

    [Theory]
    [InlineData("""{"locker":{"room":"1","key":"s3cret"}}""", """{"locker":{"room":"2","key":"s3cret"}}""", "replace", "locker.room", "2")]
    [InlineData("""{"locker":{"room":"1","key":"s3cret"}}""", """{"locker":{"key":"s3cret"}}""", "remove", "locker.room", null)]
    [InlineData("""{"number":1}""", """{"number":1,"locker":{"room":"1","key":"s3cret"}}""", "replace", "locker", """{"room":"1"}""")]
    [InlineData("""{"number":1,"locker":{"room":"1"}}""", """{"number":1}""", "remove", "locker", null)]
    [InlineData("""{"doors":["a","b"]}""", """{"doors":["b"]}""", "replace", "doors", """["b"]""")]
    [InlineData("""{"number":1}""", """{"number":1,"cards":[{"value":"a","key":"s3cret"}]}""", "replace", "cards", """[{"value":"a"}]""")]
    public void An_operation_says_the_least(string before, string after, string op, string path, string? value)
    {
        var patch = ResourceChanges.ToPatch(ResourceChanges.Between(User(before), User(after)));

        var operation = Assert.Single(JsonNode.Parse(patch)!["Operations"]!.AsArray())!;
        Assert.Equal((op, $"{Extension.Name}:{path}"), ((string?)operation["op"], (string?)operation["path"]));
        Assert.Equal(value, operation["value"]?.ToString().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
    }

    private static ComplexValue User(string extension) => ChangedUsers.Read(new JsonObject
    {
        ["userName"] = "jane",
        ["name"] = new JsonObject { ["givenName"] = "Jane", ["familyName"] = "Doe" },
        [Extension.Name] = JsonNode.Parse(extension),
    });

    private static ComplexValue Apply(byte[] patch, ComplexValue user)
    {
        using var body = JsonDocument.Parse(patch);
        return Normalised(
            PatchRequest.Parse(body.RootElement, ChangedUsers.Rules, StepBudget.Unbounded()).Apply(user, StepBudget.Unbounded()));
    }

    /// <summary>The user as a receiver has it: without what is hidden, with the schemas of the rest. A cleared list is none.</summary>
    private static ComplexValue Told(ComplexValue user)
    {
        var visible = VisibleValues.Of(user);
        return Normalised(visible.Assigned().Where(assigned => assigned.Value is MultiValue { Count: 0 })
            .Aggregate(visible, (some, cleared) => some.With(cleared.Attribute, null)));
    }

    private static ComplexValue Normalised(ComplexValue user) =>
        UserRules.Normalise(user, ChangedUsers.Rules, StepBudget.Unbounded());

    private static string Text(ComplexValue user) => Encoding.UTF8.GetString(ResourceWriter.ToUtf8(user));

    private static List<string> Names(byte[] json) => [.. JsonNode.Parse(json)!.AsArray().Select(name => (string)name!)]; // All are texts.
}
