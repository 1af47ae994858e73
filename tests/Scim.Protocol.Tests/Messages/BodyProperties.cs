using System.Text;
using System.Text.Json;
using CsCheck;
using Scim.Protocol.Bodies;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Patching;
using Scim.Protocol.Paths;
using Scim.Protocol.Queries;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Messages;

public sealed class BodyProperties
{
    private const string Search =
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]"""
        + ""","filter":"title pr","sortBy":"name.familyName","count":2,"cursor":""}""";

    private const string Patch =
        """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
          {"op":"Replace","path":"emails[type eq \"work\"].value","value":"a@x.org"},
          {"op":"add","value":{"name.givenName":"A","active":"True"}}]}
        """;

    private static readonly Gen<string> Pieces = Gen.OneOf(
        "", "{", "}", "[", "]", "\"", ":", ",", "\\", "\\ud800", "\\u0000", "null", "true", "1e999", "-1", "\"\"", "[]", "{}", "[[[[",
        "urn:", "é", " ");

    private static readonly Gen<string> Bodies = Gen
        .Select(Gen.OneOf(SampleUser.Json, Search, Patch), Gen.Select(Gen.Int[0, 2_000], Gen.Int[0, 12], Pieces).Array[0, 3], Damaged);

    [Fact]
    public void A_changed_user_is_read_or_refused() =>
        Gen.Select(Bodies, Gen.Enum<Strictness>()).Sample((body, strictness) => IsReadOrRefused(body, json =>
        {
            var user = UserRules.Read(json, strictness, StepBudget.Unbounded());
            Assert.Equal(user.With(UserResource.Password, null), ResourceReader.ReadStored(ResourceWriter.ToUtf8(user), UserType.Default));
        }));

    [Fact]
    public void A_changed_patch_is_read_or_refused() =>
        Gen.Select(Bodies, Gen.Enum<Strictness>()).Sample((body, strictness) => IsReadOrRefused(body, json =>
            Assert.NotNull(PatchRequest.Parse(json, strictness, StepBudget.Unbounded()).Apply(SampleUser.Ada))));

    [Fact]
    public void A_changed_search_is_read_or_refused() => Bodies.Sample(body => IsReadOrRefused(body, json =>
    {
        var search = SearchRequest.Parse(json);
        _ = Projection.Parse(search.Attributes, search.ExcludedAttributes, UserType.Default);
        Assert.NotEqual(
            "", search.SortBy is null ? null : SortOrder.Parse(search.SortBy, search.SortOrder, UserType.Default)?.By.ToString());
    }));

    [Fact]
    public void Any_name_is_an_attribute_or_none() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["urn:ietfpamsc20Users.emlvu$_-[] "], 0, 80]).Sample(text =>
        {
            if (AttributePathParser.Parse(text, UserType.Default) is { IsKnown: true } path)
                Assert.Equal(path, AttributePathParser.Parse(path.ToString(), UserType.Default));
        });

    private static void IsReadOrRefused(string body, Action<JsonElement> read)
    {
        try
        {
            using var json = JsonBody.Parse(Encoding.UTF8.GetBytes(body));
            read(json.RootElement);
        }
        catch (ScimException refusal)
        {
            Assert.InRange(refusal.Error.Status, 400, 413);
            Assert.NotEmpty(refusal.Error.Detail);
        }
    }

    private static string Damaged(string body, (int At, int Cut, string Put)[] changes)
    {
        foreach (var (at, cut, put) in changes)
        {
            var place = at % (body.Length + 1);
            body = body.Remove(place, Math.Min(cut, body.Length - place)).Insert(place, put);
        }
        return body;
    }
}
