using System.Text;
using System.Text.Json;
using Scim.Protocol.Bodies;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

public sealed class UserRulesTests
{
    private const string Needed = """{"userName":"ann","name":{"givenName":"Ann","familyName":"Lee"}""";

    [Fact]
    public void Names_everything_that_is_missing()
    {
        var refusal = Assert.Throws<ScimException>(() => Read("""{"userName":"  ","name":{"givenName":"\t"},"active":"x"}"""));

        Assert.Equal(
            ScimError.InvalidValue(
                "active must be true or false. userName is required and must not be blank. "
                + "name.givenName is required and must not be blank. "
                + "name.familyName is required and must not be blank."),
            refusal.Error);
    }

    [Fact]
    public void A_name_that_is_required_is_not_blank_and_one_that_is_optional_may_be_missing()
    {
        const string body = """{"userName":"ann","name":{"givenName":"Ann","familyName":" "}}""";
        var optional = new ReadingRules(UserType.Default.With(NameRule.Optional), Strictness.Lenient);

        Assert.Equal(
            ScimError.InvalidValue("name.familyName is required and must not be blank."),
            Assert.Throws<ScimException>(() => Read(body)).Error);
        Assert.NotNull(UserRules.Read(JsonElement.Parse(body), optional, StepBudget.Unbounded()));
        Assert.NotNull(UserRules.Read(JsonElement.Parse("""{"userName":"ann"}"""), optional, StepBudget.Unbounded()));
        Assert.Throws<ScimException>(
            () => UserRules.Read(JsonElement.Parse("""{"name":{"givenName":"Ann"}}"""), optional, StepBudget.Unbounded()));
    }

    [Theory]
    [InlineData("userName")]
    [InlineData("externalId")]
    [InlineData("displayName")]
    public void Text_takes_1024_characters(string name)
    {
        var refusal = Assert.Throws<ScimException>(() => Read(With(name, 1_025)));

        Assert.NotNull(Read(With(name, 1_024)));
        Assert.Equal(ScimError.InvalidValue($"{name} takes at most 1,024 characters."), refusal.Error);
    }

    [Theory]
    [InlineData("formatted")]
    [InlineData("familyName")]
    [InlineData("givenName")]
    [InlineData("middleName")]
    [InlineData("honorificPrefix")]
    [InlineData("honorificSuffix")]
    public void Parts_of_the_name_take_1024_characters(string part)
    {
        string Body(int length)
        {
            var name = new Dictionary<string, string> { ["givenName"] = "a", ["familyName"] = "b", [part] = new('x', length) };
            return JsonSerializer.Serialize(new { userName = "a", name });
        }

        var refusal = Assert.Throws<ScimException>(() => Read(Body(1_025)));

        Assert.NotNull(Read(Body(1_024)));
        Assert.Equal(ScimError.InvalidValue($"name.{part} takes at most 1,024 characters."), refusal.Error);
    }

    [Theory]
    [InlineData("""[{"value":"a@x","type":"work"},{"value":"a@x","type":"work"}]""", """[{"value":"a@x","type":"work"}]""")]
    [InlineData(
        """[{"value":"a@x","type":"work","display":"A"},{"value":"A@X","type":"Work","primary":true}]""",
        """[{"value":"A@X","display":"A","type":"Work","primary":true}]""")]
    [InlineData(
        """[{"value":"a@x","type":"work"},{"value":"a@x","type":"home"}]""",
        """[{"value":"a@x","type":"work"},{"value":"a@x","type":"home"}]""")]
    [InlineData("""[{"value":"a@x","primary":true},{"value":"a@x","primary":true}]""", """[{"value":"a@x","primary":true}]""")]
    [InlineData("""[{"type":"work","primary":true},{"value":"a@x"}]""", """[{"value":"a@x"}]""")]
    [InlineData("""[{"type":"work"}]""", "[]")]
    public void Repeated_entries_become_one_and_bare_ones_are_dropped(string emails, string expected)
    {
        var user = Read($$"""{{Needed}},"emails":{{emails}}}""");

        using var json = JsonDocument.Parse(ResourceWriter.ToUtf8(user));
        Assert.Equal(expected, json.RootElement.TryGetProperty("emails", out var written) ? written.GetRawText() : "null");
    }

    [Fact]
    public void At_most_one_entry_is_primary()
    {
        var body = Needed + ""","emails":[{"value":"a@x","primary":true},{"value":"b@x","primary":true}]}""";

        Assert.Equal(ScimError.InvalidValue("At most one of emails may be primary."), Assert.Throws<ScimException>(() => Read(body)).Error);
    }

    [Theory]
    [InlineData("", SchemaUris.User)]
    [InlineData(""","schemas":["urn:x:y","urn:x:y"]""", SchemaUris.User)]
    [InlineData(
        ""","urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":{"rolesString":"A"}""", SchemaUris.User, SchemaUris.TalkdeskUser)]
    [InlineData(""","urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":{"rolesString":""}""", SchemaUris.User)]
    public void Schemas_are_those_in_use(string more, params string[] expected) =>
        Assert.Equal(new MultiValue(expected), Read(Needed + more + "}")[UserResource.Schemas]);

    [Fact]
    public void The_password_is_not_kept() =>
        Assert.Null(Read(Needed + ""","password":"t1meMa$heen"}""")[UserResource.Password]);

    [Fact]
    public void A_user_that_is_fit_already_keeps_its_identity()
    {
        var user = Read(Needed + ""","emails":[{"value":"a@x"}],"addresses":[{"locality":"Porto"},{"locality":"Faro"}]}""");

        Assert.Same(user, UserRules.Normalise(user, ReadingRules.Default, StepBudget.Unbounded()));
    }

    [Fact]
    public void What_Entra_ID_posts_is_taken()
    {
        var user = Read("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "externalId":"jyoung","userName":"jyoung@x.org","active":true,"addresses":null,"displayName":"Joy Young",
             "emails":[{"type":"work","value":"jyoung@x.org","primary":true}],"meta":{"resourceType":"User"},
             "name":{"formatted":"Joy Young","familyName":"Young","givenName":"Joy"},"phoneNumbers":null,"preferredLanguage":null,
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"","department":"D"},"roles":[],"title":null}
            """);

        Assert.Equal(new MultiValue(SchemaUris.User, SchemaUris.EnterpriseUser), user[UserResource.Schemas]);
        Assert.Null(user[UserResource.Meta]);
        Assert.Equal(DerivedEmail.From("jyoung@x.org"), user[UserResource.Emails]);
    }

    [Fact]
    public void What_Okta_posts_is_taken()
    {
        var user = Read("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"t@x.org","name":{"givenName":"T","familyName":"U"},
             "emails":[{"primary":true,"value":"t@x.org","type":"work"}],"displayName":"T U","locale":"en-US","externalId":"00u",
             "groups":[],"password":"1mz050nq","active":true}
            """);

        Assert.True(user[UserResource.Active] is true);
        Assert.Null(user[UserResource.Password]);
    }

    [Fact]
    public void What_OneLogin_posts_is_taken()
    {
        var user = Read("""
            {"schemas":["urn:scim:schemas:core:2.0"],"userName":"o@x.org","externalId":"1","name":{"givenName":"O","familyName":"L"},
             "emails":[{"value":"o@x.org","type":"work","primary":true}],"phoneNumbers":[{"value":"","type":"work"}],
             "urn:scim:schemas:extension:enterprise:1.0":{"department":"D"}}
            """);

        Assert.Equal(new MultiValue(SchemaUris.User), user[UserResource.Schemas]);
        Assert.Null(user[UserType.Default.Attributes.Require("phoneNumbers")]);
    }

    private static string With(string name, int length)
    {
        var user = new Dictionary<string, object> { ["userName"] = "a", ["name"] = new { givenName = "a", familyName = "b" } };
        user[name] = new string('x', length);
        return JsonSerializer.Serialize(user);
    }

    private static ComplexValue Read(string body)
    {
        using var json = JsonBody.Parse(Encoding.UTF8.GetBytes(body));
        return UserRules.Read(json.RootElement, Strictness.Lenient, StepBudget.Unbounded());
    }
}
