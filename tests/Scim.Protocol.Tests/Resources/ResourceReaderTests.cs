using System.Text;
using System.Text.Json;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

public sealed class ResourceReaderTests
{
    private const string NoName = "<no name of an attribute or schema>";

    [Theory]
    [InlineData("""{"USERNAME":"a"}""", """{"userName":"a"}""")]
    [InlineData("""{"active":"False"}""", """{"active":false}""")]
    [InlineData("""{"active":"TRUE"}""", """{"active":true}""")]
    [InlineData("""{"title":7}""", """{"title":"7"}""")]
    [InlineData("""{"title":true}""", """{"title":"true"}""")]
    [InlineData("""{"title":false}""", """{"title":"false"}""")]
    [InlineData("""{"title":["x"]}""", """{"title":"x"}""")]
    [InlineData("""{"title":[]}""", "{}")]
    [InlineData("""{"title":[null]}""", "{}")]
    [InlineData("""{"title":null,"nickName":"","emails":null,"roles":[],"name":{},"active":""}""", "{}")]
    [InlineData("""{"emails":""}""", "{}")]
    [InlineData("""{"emails":[]}""", """{"emails":[]}""")]
    [InlineData("""{"emails":[null,"",{}]}""", """{"emails":[]}""")]
    [InlineData("""{"emails":{}}""", """{"emails":[]}""")]
    [InlineData("""{"emails":"[{\"value\":\"a\"}]"}""", """{"emails":[{"value":"a"}]}""")]
    [InlineData("""{"name":"{\"givenName\":\"A\"}"}""", """{"name":{"givenName":"A"}}""")]
    [InlineData(
        """{"roles":[{"value":"{\"id\":\"1\",\"value\":\"25\",\"displayName\":\"R\"}"}]}""",
        """{"roles":[{"value":"25","display":"R"}]}""")]
    [InlineData("""{"title":[{"$ref":null,"value":"S"}]}""", """{"title":"S"}""")]
    [InlineData("""{"department":"D"}""", """{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"}}""")]
    [InlineData(
        """{"Department":"D","manager":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"division":"E"}}""",
        """{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","division":"E","manager":{"value":"a"}}}""")]
    [InlineData(
        """{"urn:ietf:params:scim:schemas:core:2.0:User":{"title":"T","department":"D"},"nickName":"N"}""",
        """{"title":"T","nickName":"N","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"}}""")]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:User":null}""", "{}")]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:User":{"id":"1","meta":{}}}""", "{}")]
    [InlineData("""{"emails":{"value":"a"}}""", """{"emails":[{"value":"a"}]}""")]
    [InlineData("""{"emails":"a"}""", """{"emails":[{"value":"a"}]}""")]
    [InlineData("""{"emails":["a",null,"",{},{"value":null},["b"]]}""", """{"emails":[{"value":"a"},{"value":"b"}]}""")]
    [InlineData("""{"emails":[{"Value":"a","PRIMARY":"True","x":1}]}""", """{"emails":[{"value":"a","primary":true}]}""")]
    [InlineData("""{"shoeSize":9,"urn:x:y":{"a":1}}""", "{}")]
    [InlineData("""{"id":"1","meta":{"version":"x"},"groups":[{"value":"g"}]}""", "{}")]
    [InlineData("""{"schemas":["urn:scim:schemas:core:1.0"]}""", "{}")]
    [InlineData("""{"schemas":"urn:scim:schemas:core:2.0"}""", "{}")]
    [InlineData("""{"x509Certificates":[{"value":"QUJD"}]}""", """{"x509Certificates":[{"value":"QUJD"}]}""")]
    [InlineData(
        """{"x509Certificates":["YQ==","YQ","YWI=","YWI"]}""",
        """{"x509Certificates":[{"value":"YQ=="},{"value":"YQ"},{"value":"YWI="},{"value":"YWI"}]}""")]
    [InlineData(
        """{"URN:IETF:params:scim:schemas:extension:talkdesk:2.0:User":{"rolesString":"A;B"}}""",
        """{"urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":{"rolesString":"A;B"}}""")]
    [InlineData(
        """{"urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":[{"rolesString":"A"}]}""",
        """{"urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":{"rolesString":"A"}}""")]
    [InlineData(
        """{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":["a","b"]}}""",
        """{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"a"}}}""")]
    [InlineData("""{"displayName":"<é>\u0000\ud83d\ude00\"\\"}""", """{"displayName":"<é>\u0000😀\"\\"}""")]
    public void Reads_what_connectors_send(string body, string expected)
    {
        var user = Read(body, Strictness.Lenient);

        var written = Encoding.UTF8.GetString(ResourceWriter.ToUtf8(user));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(written)), written);
    }

    [Theory]
    [InlineData("""{"active":"yes"}""", "active must be true or false.")]
    [InlineData("""{"active":1}""", "active must be true or false.")]
    [InlineData("""{"title":{"a":1}}""", "title must be a string.")]
    [InlineData("""{"title":["a","b"]}""", "title must be a string.")]
    [InlineData("""{"name":"Ann"}""", "name must be an object.")]
    [InlineData("""{"addresses":["Porto"]}""", "addresses must be an object.")]
    [InlineData("""{"emails":[[["a","b"]]]}""", "emails must be an object.")]
    [InlineData("""{"emails":[true]}""", "emails must be an object.")]
    [InlineData("""{"x509Certificates":["not base64"]}""", "x509Certificates.value must be base64.")]
    [InlineData("""{"x509Certificates":["YWJjZ"]}""", "x509Certificates.value must be base64.")]
    [InlineData("""{"x509Certificates":["YQ="]}""", "x509Certificates.value must be base64.")]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:User":"x"}""", "urn:ietf:params:scim:schemas:core:2.0:User must be an object.")]
    [InlineData(
        """{"emails":[{"value":"[{\"value\":\"a\"}]"}]}""",
        "emails.value holds JSON as text that is no value of it. Send the value itself.")]
    [InlineData("""{"emails":"[{\"value\":"}""", "emails holds JSON as text that is no value of it. Send the value itself.")]
    [InlineData("""{"emails":"\ufeff[{\"value\":"}""", "emails holds JSON as text that is no value of it. Send the value itself.")]
    [InlineData("""{"emails":[{"primary":"x"}],"active":[]}""", "emails.primary must be true or false.")]
    [InlineData(
        """{"urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":{"rolesString":{}}}""",
        "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User:rolesString must be a string.")]
    public void Names_the_attribute_whose_value_does_not_fit(string body, string detail)
    {
        var refusal = Assert.Throws<ScimException>(() => Read(body, Strictness.Lenient));

        Assert.Equal(ScimError.InvalidValue(detail), refusal.Error);
    }

    [Fact]
    public void Says_the_same_of_many_values_once()
    {
        var roles = string.Join(',', Enumerable.Repeat("true", 100));

        var refusal = Assert.Throws<ScimException>(() => Read("""{"roles":[""" + roles + "]}", Strictness.Lenient));

        Assert.Equal("roles must be an object.", refusal.Error.Detail);
    }

    [Fact]
    public void Gathers_violations_up_to_a_bound()
    {
        string[] text =
        [
            "userName", "externalId", "displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale",
            "timezone", "active", "employeeNumber", "costCenter", "organization", "division", "department", "rolesString", "teamsString",
        ];
        string[] lists = ["emails", "phoneNumbers", "ims", "photos", "addresses", "roles"];
        var body = string.Join(',', text.Select(name => $"\"{name}\":{{}}").Concat(lists.Select(name => $"\"{name}\":[true]")));

        var refusal = Assert.Throws<ScimException>(() => Read($"{{{body}}}", Strictness.Lenient));

        Assert.Equal(20, refusal.Error.Detail.Split(". ").Length);
    }

    [Theory]
    [InlineData("emails", 40)]
    [InlineData("roles", 200)]
    public void Reads_no_list_over_its_limit(string name, int limit)
    {
        var full = string.Join(',', Enumerable.Range(0, limit).Select(index => $"\"{index}\""));

        var read = Read($$"""{"{{name}}":[{{full}}]}""", Strictness.Lenient);
        var refusal = Assert.Throws<ScimException>(() => Read($$"""{"{{name}}":[{{full}},"x"]}""", Strictness.Lenient));

        Assert.Equal(limit, ((MultiValue)read[UserType.Default.Attributes.Require(name)]!).Count);
        Assert.Equal(ScimError.InvalidValue($"{name} takes at most {limit} values."), refusal.Error);
    }

    [Theory]
    [InlineData("""{"shoeSize":9}""", "shoeSize")]
    [InlineData("""{"name":{"pet":"x"}}""", "name.pet")]
    [InlineData("""{"urn:x:y":{}}""", "urn:x:y")]
    [InlineData("""{"schemas":["urn:x:y"]}""", "urn:x:y")]
    [InlineData("""{"schemas":["ann@example.com"]}""", NoName)]
    [InlineData("""{"a":1,"b":2}""", "a, b")]
    [InlineData("""{"department":"D"}""", "department")]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:User":{"title":"T"}}""", "urn:ietf:params:scim:schemas:core:2.0:User")]
    [InlineData("""{"emails[value eq \"ann@x.org\"].type":"x"}""", "emails[…]")]
    [InlineData("""{"ann@example.com":1}""", NoName)]
    [InlineData("""{"name":{"Ann Smith":1}}""", NoName)]
    [InlineData("""{"schemas":["urn:x:ann@example.com"]}""", NoName)]
    [InlineData("""{"schemas":["x"]}""", NoName)]
    [InlineData("""{"[a]":1}""", NoName)]
    [InlineData("""{"ti\u0074les":1}""", "titles")]
    [InlineData("""{"a_b-c.$d:1":1}""", "a_b-c.$d:1")]
    public void Refuses_what_is_unknown_in_a_strict_account(string body, string names)
    {
        var refusal = Assert.Throws<ScimException>(() => Read(body, Strictness.Strict));

        Assert.Equal(ScimError.UnknownNames(names), refusal.Error);
        Assert.Equal($"The schemas do not define: {names}.", refusal.Error.Detail);
    }

    [Theory]
    [InlineData("""{"title":7}""", "title must be a string.")]
    [InlineData("""{"title":true}""", "title must be a string.")]
    [InlineData("""{"title":["x"]}""", "title must be a string.")]
    [InlineData("""{"emails":[7]}""", "emails.value must be a string.")]
    [InlineData("""{"emails":[["b"]]}""", "emails must be an object.")]
    [InlineData("""{"name":[{"givenName":"A"}]}""", "name must be an object.")]
    [InlineData("""{"name":"{}"}""", "name must be an object.")]
    [InlineData("""{"emails":"[]"}""", "emails holds JSON as text that is no value of it. Send the value itself.")]
    public void Refuses_other_types_in_a_strict_account(string body, string detail) =>
        Assert.Equal(ScimError.InvalidValue(detail), Assert.Throws<ScimException>(() => Read(body, Strictness.Strict)).Error);

    [Fact]
    public void Takes_a_manager_in_every_form_in_a_strict_account_too()
    {
        foreach (var manager in new[] { "\"a\"", "[\"a\"]", """{"value":"a"}""", """[{"value":"a"},"b"]""", "\"\"" })
            Read("""{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":""" + manager + "}}", Strictness.Strict);
    }

    [Fact]
    public void Takes_what_is_stored_as_it_is()
    {
        const string stored = """{"userName":"a","emails":[{"value":"[{\"value\":\"a\"}]"}],"roles":[{"value":"{\"value\":\"25\"}"}]}""";

        Assert.Equal(stored, Encoding.UTF8.GetString(ResourceWriter.ToUtf8(SampleUser.From(stored))));
    }

    [Fact]
    public void Ignores_read_only_attributes_in_a_strict_account_too() =>
        Assert.True(
            Read("""{"id":"1","meta":{"x":1},"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}""", Strictness.Strict).IsEmpty);

    [Theory]
    [InlineData("""{"userName":"a","username":"b"}""", "userName")]
    [InlineData("""{"name":{"givenName":"a","GivenName":"b"}}""", "name.givenName")]
    [InlineData("""{"title":"a","urn:ietf:params:scim:schemas:core:2.0:User":{"title":"b"}}""", "title")]
    [InlineData(
        """{"department":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"b"}}""",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")]
    [InlineData("""{"department":"a","Department":"b"}""", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")]
    public void Refuses_an_attribute_that_stands_there_twice(string body, string name) => Assert.Equal(
        ScimError.InvalidSyntax($"{name} stands in the body twice."),
        Assert.Throws<ScimException>(() => Read(body, Strictness.Lenient)).Error);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void Refuses_what_is_no_object(string body) => Assert.Equal(
        ScimError.InvalidSyntax("The body must be a JSON object."),
        Assert.Throws<ScimException>(() => Read(body, Strictness.Lenient)).Error);

    [Fact]
    public void Tells_no_more_than_100_characters_of_a_name()
    {
        string Told(int length) => Assert.Throws<ScimException>(
            () => Read($$"""{"{{new string('a', length)}}":1}""", Strictness.Strict)).Error.Detail;

        Assert.Equal($"The schemas do not define: {new string('a', 100)}.", Told(100));
        Assert.Equal($"The schemas do not define: {new string('a', 100)}….", Told(101));
    }

    [Fact]
    public void Names_a_single_value_as_it_is_asked_to()
    {
        var reader = new ResourceReader(Strictness.Lenient);

        Assert.Null(reader.ReadSingle(JsonElement.Parse("{}"), UserResource.DisplayName, "it"));
        Assert.Equal(["it must be a string."], reader.Violations);
    }

    [Fact]
    public void Refuses_half_a_surrogate_pair_that_was_not_caught_at_the_edge()
    {
        var reader = new ResourceReader(Strictness.Lenient);

        Assert.Null(reader.ReadValue(JsonElement.Parse("""{"title":"\ud800"}""").GetProperty("title"), UserResource.DisplayName));
        Assert.Equal(["displayName must be a string."], reader.Violations);
    }

    private static ComplexValue Read(string body, Strictness strictness)
    {
        using var json = JsonBody.Parse(Encoding.UTF8.GetBytes(body));
        var reader = new ResourceReader(strictness);
        var user = reader.ReadResource(json.RootElement, UserType.Default);
        reader.ThrowIfInvalid();
        return user;
    }
}
