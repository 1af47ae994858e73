using System.Text.Json.Nodes;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Patching;

/// <summary>Connectors repeat read-only values that they were answered: no change, as long as they are what the user has.</summary>
public sealed class ReadOnlyValueTests
{
    [Theory]
    [InlineData("id", "\"0190\"")]
    [InlineData("meta", """{"resourceType":"User"}""")]
    [InlineData("meta", """{"resourceType":"User","created":"2026-01-01T00:00:00Z"}""")]
    [InlineData("meta.created", "\"2026-01-01T00:00:00.000Z\"")]
    [InlineData("meta.location", "\"https://scim.example.com/scim/v2/Users/0190\"")]
    [InlineData("meta", """{"location":"https://scim.example.com/scim/v2/Users/0190"}""")]
    [InlineData("groups", "[]")]
    public void What_the_user_has_is_no_change(string path, string value) =>
        Assert.Same(SampleUser.Ada, Apply(path, value, Strictness.Lenient));

    [Theory]
    [InlineData("id", "\"0191\"", "id")]
    [InlineData("id", "null", "id")]
    [InlineData("meta", """{"resourceType":"Group"}""", "meta")]
    [InlineData("meta", """{"resourceType":"User","created":"2026-01-02T00:00:00Z"}""", "meta")]
    [InlineData("meta", "\"User\"", "meta")]
    [InlineData("meta.created", "\"yesterday\"", "meta.created")]
    [InlineData("meta.location", "\"https://scim.example.com/scim/v2/Users/0191\"", "meta.location")]
    [InlineData("groups", """[{"value":"g"}]""", "groups")]
    [InlineData("groups.value", "\"g\"", "groups.value")]
    [InlineData("groups[value eq \\\"g\\\"]", """{"value":"g"}""", "groups")]
    [InlineData("groups[value eq \\\"g\\\"].display", "\"g\"", "groups.display")]
    public void Another_value_is_refused(string path, string value, string named)
    {
        var error = Assert.Throws<ScimException>(() => Apply(path, value, Strictness.Lenient)).Error;
        Assert.Equal(("mutability", $"Operation 1: {named} is read-only."), (error.Type, error.Detail));
    }

    [Fact]
    public void A_strict_account_takes_none()
    {
        var error = Assert.Throws<ScimException>(() => Apply("id", "\"0190\"", Strictness.Strict)).Error;
        Assert.Equal(("mutability", "Operation 1: id is read-only."), (error.Type, error.Detail));
    }

    private static ComplexValue Apply(string path, string value, Strictness strictness)
    {
        var body = $$"""
            {"schemas":["{{SchemaUris.PatchOp}}"],"Operations":[{"op":"replace","path":"{{path}}","value":{{value}}}]}
            """;
        return PatchRequest
            .Parse(PatchCase.Parse(JsonNode.Parse(body)!), strictness, StepBudget.Unbounded())
            .Apply(SampleUser.Ada, StepBudget.Unbounded());
    }
}
