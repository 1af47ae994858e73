using System.Text;
using System.Text.Json.Nodes;
using Scim.Protocol.Errors;
using Scim.Protocol.Queries;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Queries;

/// <summary>RFC 7644 §3.9 on the user of <see cref="SampleUser"/>.</summary>
public sealed class ProjectionTests
{
    private const string Enterprise = SchemaUris.EnterpriseUser;

    [Theory]
    [InlineData("userName", """ "userName":"Ada@Example.com" """)]
    [InlineData(" USERNAME , active ", """ "userName":"Ada@Example.com","active":true """)]
    [InlineData("name.givenName", """ "name":{"givenName":"Ada"} """)]
    [InlineData("name.givenName,name.formatted,title", """ "name":{"formatted":"Ada \"A\" O'Malley","givenName":"Ada"} """)]
    [InlineData("name,name.givenName", """ "name":{"formatted":"Ada \"A\" O'Malley","familyName":"O'Malley","givenName":"Ada"} """)]
    [InlineData("emails.type", """ "emails":[{"type":"home"},{"type":"work"}] """)]
    [InlineData("x509Certificates", """ "x509Certificates":[{"value":"AAAA"}] """)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:nickName", """ "nickName":"true" """)]
    [InlineData(Enterprise + ":department", "\"" + Enterprise + "\"" + """ :{"department":"Engines"} """)]
    [InlineData(Enterprise + ":manager.displayName", "\"" + Enterprise + "\"" + """ :{"manager":{"displayName":"Charles"}} """)]
    [InlineData(
        Enterprise,
        "\"" + Enterprise + "\""
        + """ :{"employeeNumber":"701984","department":"Engines","manager":{"value":"m-1","displayName":"Charles"}} """)]
    [InlineData("department", "\"" + Enterprise + "\"" + """ :{"department":"Engines"} """)]
    [InlineData("emails[type eq \"work\"].type", """ "emails":[{"type":"home"},{"type":"work"}] """)]
    [InlineData(
        "emails[value eq \"a,b].type",
        """ "emails":[{"value":"ada@home.example","type":"home"},{"value":"ada@work.example","type":"work","primary":true},"""
        + """{"value":"ada@example.org"}] """)]
    [InlineData("emails.display", "")]
    [InlineData("x509Certificates[type eq \"x\"]", """ "x509Certificates":[{"value":"AAAA"}] """)]
    [InlineData("meta.resourceType", """ "meta":{"resourceType":"User"} """)]
    [InlineData("colour", "")]
    [InlineData("not a name,,userType", """ "userType":"Employee" """)]
    [InlineData("name.middleName", "")]
    [InlineData("password", "")]
    public void Attributes_leaves_what_is_named_and_what_is_always_returned(string attributes, string rest)
    {
        var always =
            """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]"""
            + ""","id":"0190" """;
        var expected = rest.Length == 0 ? always + "}" : $"{always},{rest}}}";
        AssertJson(expected, Projection.Parse(attributes, null, UserType.Default));
    }

    [Fact]
    public void A_strict_account_takes_names_alone()
    {
        foreach (var filtered in new[] { "emails[type eq \"work\"]", "[type eq \"work\"]" })
        {
            var error = Assert.Throws<ScimException>(
                () => Projection.Parse(filtered, null, UserType.Default, Strictness.Strict)).Error;
            Assert.Equal(
                ("invalidValue", "attributes and excludedAttributes take names of attributes, without filters."),
                (error.Type, error.Detail));
        }
        AssertJson(
            """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]"""
            + ""","id":"0190"}""",
            Projection.Parse("department", null, UserType.Default, Strictness.Strict));
    }

    [Theory]
    [InlineData("userName", "userName")]
    [InlineData("name.givenName,emails", "name/givenName", "emails")]
    [InlineData("id,schemas")]
    [InlineData("name.formatted,name.givenName,name.familyName", "name")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:META", "meta")]
    [InlineData(Enterprise, Enterprise)]
    [InlineData(Enterprise + ":manager.value", Enterprise + "/manager/value")]
    [InlineData("colour,password")]
    public void ExcludedAttributes_takes_out_what_is_named(string excluded, params string[] gone)
    {
        var expected = JsonNode.Parse(SampleUser.Json)!;
        foreach (var path in gone.Append("password"))
        {
            var steps = path.Split('/');
            steps.SkipLast(1).Aggregate(expected, (node, step) => node[step]!).AsObject().Remove(steps[^1]);
        }
        AssertJson(expected.ToJsonString(), Projection.Parse(null, excluded, UserType.Default));
    }

    [Fact]
    public void Excluded_sub_attributes_leave_each_value_of_a_list()
    {
        var projected = Projection.Parse(null, "emails.value", UserType.Default)!.Apply(SampleUser.Ada);
        AssertSameJson(
            """[{"type":"home"},{"type":"work","primary":true}]""",
            JsonNode.Parse(ResourceWriter.ToUtf8(projected))!["emails"]!.ToJsonString());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" ", ",")]
    public void Nothing_given_is_no_projection(string? attributes, string? excluded) =>
        Assert.Null(Projection.Parse(attributes, excluded, UserType.Default));

    [Fact]
    public void Both_given_are_refused()
    {
        var refusal = Assert.Throws<ScimException>(() => Projection.Parse("userName", "colour", UserType.Default));
        Assert.Equal(
            (400, "invalidValue", "Give either attributes or excludedAttributes, not both."),
            (refusal.Error.Status, refusal.Error.Type, refusal.Error.Detail));
    }

    [Fact]
    public void Lists_of_a_search_request_are_read_alike()
    {
        var projected = Projection.Parse(["userName", "name.givenName"], null, UserType.Default)!.Apply(SampleUser.Ada);
        Assert.Equal(Projection.Parse("userName,name.givenName", null, UserType.Default)!.Apply(SampleUser.Ada), projected);
    }

    [Theory]
    [InlineData(null, null, "always plain complex.plain alwaysToo plainToo")]
    [InlineData("onRequest", null, "always onRequest alwaysToo")]
    [InlineData("complex", null, "always complex.plain alwaysToo")]
    [InlineData("complex.onRequest", null, "always complex.onRequest alwaysToo")]
    [InlineData("complex,complex.onRequest", null, "always complex.plain complex.onRequest alwaysToo")]
    [InlineData("never,complex.never", null, "always alwaysToo")]
    [InlineData(null, "plain,always", "always complex.plain alwaysToo plainToo")]
    [InlineData(null, "complex.plain,urn:example:Extra", "always plain alwaysToo")]
    public void Each_characteristic_of_returned_is_kept(string? attributes, string? excluded, string expected)
    {
        var projection = Projection.Parse(attributes, excluded, ReturnedSample.Type) ?? Projection.Default;
        Assert.Equal(expected, string.Join(' ', ReturnedSample.Names(projection.Apply(ReturnedSample.Full))));
    }

    [Fact]
    public void A_list_that_is_kept_empty_is_answered_empty()
    {
        var codes = new AttributeDefinition("codes", AttributeType.String, "") { MultiValued = true, KeepsEmpty = true };
        var attributes = new AttributeSet(codes);

        var projected = Projection.Default.Apply(ComplexValue.Of(attributes, (codes, MultiValue.Empty)));

        Assert.Equal(MultiValue.Empty, projected[codes]);
    }

    private static void AssertJson(string expected, Projection? projection)
    {
        Assert.NotNull(projection);
        AssertSameJson(expected, Encoding.UTF8.GetString(ResourceWriter.ToUtf8(projection.Apply(SampleUser.Ada))));
    }

    private static void AssertSameJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Instants(expected)), JsonNode.Parse(actual)), actual);

    /// <summary>The writer gives milliseconds.</summary>
    private static string Instants(string json) =>
        json.Replace("00Z", "00.000Z", StringComparison.Ordinal).Replace("34Z", "34.000Z", StringComparison.Ordinal);
}
