using System.Text.Json;
using Scim.Protocol.Naming;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Naming;

public sealed class NamedAttributesTests
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private readonly NamedAttributes _named = new(ReadingRules.Default);

    [Theory]
    [InlineData("""{"USERNAME":"x","name":{"givenName":"x"},"emails":[]}""", "userName name emails")]
    [InlineData("""{"schemas":["x"],"id":"x","meta":{}}""", "id meta")]
    [InlineData("""{"ada@example.com":1,"shoeSize":2,"":3,"urn:x:y":4,"userName":null}""", "userName")]
    [InlineData($$"""{"{{Enterprise}}":{"department":"x"},"title":"x"}""", $"{Enterprise} title")]
    [InlineData("""{"department":"x"}""", $"{Enterprise}:department")]
    [InlineData($$"""{"{{Core}}":{"title":"x","nickname":"x"},"active":true}""", "title nickName active")]
    [InlineData($$"""{"{{Core}}":"title"}""", "")]
    [InlineData("""["userName"]""", "")]
    [InlineData("\"userName\"", "")]
    public void A_user_has_the_names_at_its_top(string body, string names)
    {
        _named.AddResource(JsonElement.Parse(body));

        Assert.Equal(names, string.Join(' ', _named.Names));
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"Name.GivenName","value":"x"}""", "name.givenName")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"ada@example.com\"].Value","value":"x"}""", "emails.value")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"ada@example.com\"].shoeSize","value":"x"}""", "emails")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"ada@example.com\"","value":"x"}""", "emails")]
    [InlineData("""{"op":"replace","path":"ada@example.com","value":"x"}""", "")]
    [InlineData("""{"op":"replace","path":"ada.lovelace","value":"x"}""", "")]
    [InlineData("""{"op":"add","value":{"active":false,"emails[type eq \"work\"].value":"x","shoeSize":1}}""", "active emails.value")]
    [InlineData("""{"op":"add","value":[{"title":"x"}]}""", "title")]
    [InlineData($$"""{"op":"add","path":"{{Core}}","value":{"title":"x"} }""", "title")]
    [InlineData($$"""{"op":"add","path":"{{Enterprise}}","value":{"department":"x","ada":1} }""", $"{Enterprise} {Enterprise}:department")]
    [InlineData($$"""{"op":"add","value":{"{{Enterprise}}":{"division":"x"} } }""", $"{Enterprise} {Enterprise}:division")]
    [InlineData("""{"op":"add","path":"title","value":{"userName":"x"}}""", "title")]
    [InlineData("""{"op":"add","path":7,"value":"x"}""", "")]
    [InlineData("7", "")]
    public void A_patch_has_those_of_its_paths_and_values(string operation, string names)
    {
        _named.AddPatch(JsonElement.Parse($$"""{"operations":[{{operation}}]}"""));

        Assert.Equal(names, string.Join(' ', _named.Names));
    }

    [Theory]
    [InlineData("userName eq \"ada@example.com\"", "userName")]
    [InlineData("USERNAME eq title", "userName")]
    [InlineData("emails[type eq \"work\" and value co \"title eq x\"]", "emails emails.type emails.value")]
    [InlineData("emails[type eq \"work\"].value eq \"x\"", "emails emails.type emails.value")]
    [InlineData("not (title pr) or (name.familyName sw \"x\" and active eq true)", "title name.familyName active")]
    [InlineData("userName eq \"ada", "userName")]
    [InlineData("userName = \"ada\"", "")]
    [InlineData("ada eq lovelace and title ne 'x'", "title")]
    [InlineData("title eq eq userName", "title")]
    [InlineData("pr pr and title pr", "title")]
    [InlineData("]].title pr", "")]
    [InlineData("", "")]
    public void A_filter_has_those_that_it_compares(string filter, string names)
    {
        _named.AddFilter(filter);

        Assert.Equal(names, string.Join(' ', _named.Names));
    }

    [Fact]
    public void A_filter_that_is_too_long_has_none()
    {
        _named.AddFilter(new string(' ', 4_096) + "title pr");

        Assert.Empty(_named.Names);
    }

    [Fact]
    public void A_strict_account_knows_no_short_names()
    {
        var strict = new NamedAttributes(Strictness.Strict);

        strict.AddResource(JsonElement.Parse("""{"department":"x","title":"x"}"""));

        Assert.Equal(["title"], strict.Names);
    }

    [Fact]
    public void There_are_40_at_most_and_a_thousand_are_looked_at()
    {
        var attributes = UserType.Default.Attributes.SelectMany(attribute =>
            attribute.SubAttributes.Select(part => $"{attribute.Name}{(attribute.IsExtension ? ":" : ".")}{part.Name}"));
        _named.AddPatch(JsonElement.Parse($$"""{"Operations":[{{Operations(attributes)}}]}"""));
        Assert.Equal(NamedAttributes.Most, _named.Names.Count);

        var late = new NamedAttributes(ReadingRules.Default);
        late.AddPatch(JsonElement.Parse(
            $$"""{"Operations":[{{Operations([.. Enumerable.Range(0, 1_000).Select(number => $"x{number}"), "title"])}}]}"""));
        Assert.Empty(late.Names);
    }

    private static string Operations(IEnumerable<string> paths) =>
        string.Join(',', paths.Select(path => $$"""{"op":"add","path":"{{path}}","value":"x"}"""));
}
