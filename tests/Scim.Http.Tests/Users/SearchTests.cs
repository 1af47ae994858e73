using System.Net;

namespace Scim.Http.Tests.Users;

/// <summary>RFC 7644 §3.4.3: queries by POST.</summary>
public sealed class SearchTests
{
    private static readonly string[] Paths = ["/scim/v2/.search", "/scim/v2/Users/.search"];

    /// <summary>§3.9: projection applies.</summary>
    [Theory]
    [InlineData("""{"attributes":["userName"]}""", "id,schemas,userName")]
    [InlineData("""{"attributes":["name.familyName","unknown"]}""", "id,name,schemas")]
    [InlineData("""{"attributes":"userName,name.familyName"}""", "id,name,schemas,userName")]
    [InlineData("""{"excludedAttributes":"name,emails,active,meta"}""", "id,schemas,userName")]
    [InlineData("""{"attributes":["userName"],"count":1.0,"startIndex":1e0}""", "id,schemas,userName")]
    [InlineData("""{"excludedAttributes":["name","emails","active","meta","id"]}""", "id,schemas,userName")]
    public async Task A_search_returns_the_attributes_asked_for(string body, string names)
    {
        await using var service = await TestService.StartAsync();
        await service.CreateAsync("ada@example.com");

        foreach (var path in Paths)
        {
            var list = await TestService.JsonAsync(await service.SendAsync("POST", path, body));
            // One user is there.
            Assert.Equal(names, string.Join(',', list["Resources"]![0]!.AsObject().Select(member => member.Key).Order()));
        }
    }

    [Theory]
    [InlineData("{", "invalidSyntax")]
    [InlineData("[]", "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}""", "invalidSyntax")]
    [InlineData("""{"filter":7}""", "invalidSyntax")]
    [InlineData("""{"filter":"userName is x"}""", "invalidFilter")]
    [InlineData("""{"startIndex":1.5}""", "invalidValue")]
    [InlineData("""{"count":"many"}""", "invalidValue")]
    [InlineData("""{"count":true}""", "invalidValue")]
    [InlineData("""{"count":[]}""", "invalidValue")]
    [InlineData("""{"startIndex":{}}""", "invalidValue")]
    [InlineData("""{"cursor":"","count":true}""", "invalidCount")]
    [InlineData("""{"filter":"meta.location pr"}""", "invalidFilter")]
    [InlineData("""{"filter":"meta[location eq \"x\"]"}""", "invalidFilter")]
    [InlineData("""{"sortBy":"userName","sortOrder":"up"}""", "invalidValue")]
    [InlineData("""{"sortBy":"name"}""", "invalidValue")]
    [InlineData("""{"attributes":["userName"],"excludedAttributes":["name"]}""", "invalidValue")]
    [InlineData("""{"cursor":"nonsense"}""", "invalidCursor")]
    [InlineData("""{"cursor":"","startIndex":1}""", "invalidCursor")]
    [InlineData("""{"cursor":"","count":0}""", "invalidCount")]
    public async Task A_search_that_makes_no_sense_is_400(string body, string scimType)
    {
        await using var service = await TestService.StartAsync();

        foreach (var path in Paths)
        {
            var response = await service.SendAsync("POST", path, body);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal(scimType, (string?)(await TestService.JsonAsync(response))["scimType"]);
        }
    }

    [Fact]
    public async Task A_number_of_any_length_is_bounded_without_effort()
    {
        await using var service = await TestService.StartAsync();
        var digits = new string('9', 500_000);

        var response = await service.SendAsync("POST", Paths[0], $$"""{"count":{{digits}},"startIndex":-{{digits}}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, (int?)(await TestService.JsonAsync(response))["startIndex"]);
    }
}
