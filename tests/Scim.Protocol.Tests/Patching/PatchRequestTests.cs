using System.Text.Json.Nodes;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Patching;

public sealed class PatchRequestTests
{
    private static readonly ComplexValue Ann = PatchCase.UserWith(
        Json("""{"title":"Boss","emails":[{"value":"a@x.org","type":"work","primary":true}]}"""));

    [Fact]
    public void An_attribute_that_no_operation_targets_keeps_its_identity()
    {
        var after = Apply("""[{"op":"replace","path":"userName","value":"bo@example.com"},{"op":"remove","path":"title"}]""");

        Assert.Same(Ann[UserResource.Emails], after[UserResource.Emails]);
        Assert.Same(
            Ann[UserResource.Emails], UserRules.Normalise(after, ReadingRules.Default, StepBudget.Unbounded())[UserResource.Emails]);
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"emails","value":[{"value":"a@x.org","type":"work","primary":true}]}]""")]
    [InlineData("""[{"op":"add","path":"emails","value":[{"value":"a@x.org","type":"work","primary":true}]}]""")]
    [InlineData("""[{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@x.org"}]""")]
    [InlineData("""[{"op":"replace","value":{"emails":[{"value":"a@x.org","type":"work","primary":true}]}}]""")]
    public void A_list_that_is_set_to_what_it_was_is_equal_and_yet_touched(string operations)
    {
        var after = Apply(operations);

        Assert.Equal(Ann, after);
        Assert.NotSame(Ann[UserResource.Emails], after[UserResource.Emails]);
    }

    [Fact]
    public void A_removal_that_finds_nothing_leaves_the_list_as_it_is() =>
        Assert.Same(
            Ann[UserResource.Emails],
            Apply("""[{"op":"remove","path":"emails","value":[{"value":"bo@x.org"}]}]""")[UserResource.Emails]);

    [Theory]
    [InlineData("""[{"op":"add","path":"active","value":false}]""", true)]
    [InlineData("""[{"op":"replace","value":{"active":true}}]""", true)]
    [InlineData("""[{"op":"add","path":"title","value":"x"}]""", false)]
    [InlineData("""[{"op":"add","path":"active","value":true},{"op":"add","path":"title","value":"x"}]""", true)]
    public void It_says_whether_an_attribute_gets_a_value(string operations, bool assigns) =>
        Assert.Equal(assigns, Parse(operations).Assigns(UserResource.Active));

    [Theory]
    [InlineData("""[{"op":"remove","path":"title"}]""", false)]
    [InlineData("""[{"op":"add","path":"title","value":"x"},{"op":"replace","path":"title","value":null}]""", false)]
    [InlineData("""[{"op":"remove","path":"title"},{"op":"add","path":"title","value":"x"}]""", true)]
    public void The_last_operation_decides_that(string operations, bool assigns) =>
        Assert.Equal(assigns, Parse(operations).Assigns(UserType.Default.Attributes.Require("title")));

    [Fact]
    public void One_request_can_be_applied_to_several_users()
    {
        var patch = Parse("""[{"op":"add","path":"roles","value":"r"}]""");
        var bo = PatchCase.UserWith(Json("""{"userName":"bo"}"""));

        Assert.Single((MultiValue)patch.Apply(Ann, StepBudget.Unbounded())[UserType.Default.Attributes.Require("roles")]!);
        Assert.Single((MultiValue)patch.Apply(bo)[UserType.Default.Attributes.Require("roles")]!);
        Assert.Equal(patch.Apply(Ann, StepBudget.Unbounded()), patch.Apply(Ann, StepBudget.Unbounded()));
    }

    [Fact]
    public void A_refusal_names_the_operation_and_the_attribute_and_no_value()
    {
        var refusal = Assert.Throws<ScimException>(() => Apply(
            """[{"op":"add","path":"title","value":"x"},{"op":"add","path":"emails[type eq \"s3cret\" or value eq """
            + """\"s3cret\"].value","value":"s3cret"}]"""));

        Assert.Equal("Operation 2: The filter of the path selects none of emails.", refusal.Error.Detail);
    }

    [Fact]
    public void Every_value_that_does_not_fit_is_named()
    {
        var refusal = Assert.Throws<ScimException>(() => Parse(
            """[{"op":"add","path":"active","value":"s3cret"},{"op":"add","path":"x509Certificates","value":"s3cret!"}]"""));

        Assert.Equal("active must be true or false. x509Certificates.value must be base64.", refusal.Error.Detail);
    }

    [Fact]
    public void More_than_1000_operations_are_refused()
    {
        var operations = Enumerable.Range(0, 1_001).Select(_ => """{"op":"add","path":"title","value":"x"}""").ToList();

        Assert.Equal("x", Apply($"[{string.Join(',', operations.Skip(1))}]")[UserType.Default.Attributes.Require("title")]);
        var error = Assert.Throws<ScimException>(() => Parse($"[{string.Join(',', operations)}]")).Error;
        Assert.Equal((413, "Operation 1001: A PATCH takes at most 1,000 operations."), (error.Status, error.Detail));
    }

    [Fact]
    public void The_members_of_a_value_count_as_operations()
    {
        var members = Enumerable.Range(0, 1_000).Select(index => $"\"unknown.a{index}\":1");

        Assert.Equal(
            413, Assert.Throws<ScimException>(() => Parse("""[{"op":"add","value":{""" + string.Join(',', members) + "}}]")).Error.Status);
    }

    [Fact]
    public void A_path_has_at_most_4096_characters()
    {
        string Removal(int length) => $$"""[{"op":"remove","path":"emails[value eq \"{{new string('x', length - 19)}}\"]"}]""";

        Assert.Equal(Ann, Apply(Removal(4_096)));
        Assert.Equal(
            "Operation 1: A path has at most 4096 characters.",
            Assert.Throws<ScimException>(() => Apply(Removal(4_097))).Error.Detail);
    }

    [Theory]
    [InlineData("""{"op":"add","path":"title","value":"x"}""", (20 * StepBudget.Visit) + (60 * 5))]
    [InlineData("""{"op":"add","path":"displayName","value":"x"}""", (20 * StepBudget.Visit) + (60 * 11))]
    [InlineData("""{"op":"add","value":{"title":"x","displayName":"x"}}""", 3 * 20 * StepBudget.Visit)]
    [InlineData("""{"op":"add","value":{"title.x[":"x"}}""", ((2 * 20) + 250) * StepBudget.Visit)]
    public void Operations_members_and_paths_cost_what_was_measured(string operation, long spent)
    {
        var steps = StepBudget.Unbounded();
        PatchRequest.Parse(
            PatchCase.Parse(new JsonObject { ["Operations"] = JsonNode.Parse($"[{operation}]") }), Strictness.Lenient, steps);
        Assert.Equal(spent, steps.Spent);
    }

    [Fact]
    public void A_list_never_grows_over_its_limit()
    {
        var operations = Enumerable.Range(0, 41).Select(index => $$"""{"op":"add","path":"emails","value":"a{{index}}@x.org"}""").ToList();

        Assert.Equal(40, ((MultiValue)Apply($"[{string.Join(',', operations.Take(39))}]")[UserResource.Emails]!).Count);
        Assert.Equal("invalidValue", Assert.Throws<ScimException>(() => Apply($"[{string.Join(',', operations)}]")).Error.Type);
    }

    private static PatchRequest Parse(string operations) =>
        PatchRequest.Parse(
            PatchCase.Parse(new JsonObject { ["Operations"] = JsonNode.Parse(operations) }),
            Strictness.Lenient,
            StepBudget.Unbounded());

    private static ComplexValue Apply(string operations) => Parse(operations).Apply(Ann);

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
