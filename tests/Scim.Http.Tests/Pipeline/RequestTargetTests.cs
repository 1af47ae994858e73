using System.Net;
using System.Text;
using Scim.Http.Pipeline;

namespace Scim.Http.Tests.Pipeline;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/scim/v2/Users?filter=userName%20eq%20%22zo%EB%22")]
    [InlineData("/scim/v2/Users?aadOptscim062020=%FF")]
    [InlineData("/scim/v2/Users?%C0%AF=1")]
    [InlineData("/scim/v2/Groups?filter=%EB")]
    public async Task What_is_no_UTF_8_is_400(string path)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalidValue", (string?)(await TestService.JsonAsync(response))["scimType"]);
    }

    [Fact]
    public async Task A_letter_in_UTF_8_finds_its_user()
    {
        await using var service = await TestService.StartAsync();
        await service.CreateAsync("zo\u00EB");

        var list = await TestService.JsonAsync(await service.GetAsync("/scim/v2/Users?filter=userName%20eq%20%22zo%C3%AB%22"));

        Assert.Equal(1, (int?)list["totalResults"]);
    }

    [Theory]
    [InlineData("grant_type=client_credentials&client_id=zo%EB&client_secret=x")]
    [InlineData("grant_type=client_credentials&client_id=zo\u00EB&client_secret=x")]
    public async Task A_form_that_is_no_UTF_8_is_an_invalid_request(string form)
    {
        await using var service = await TestService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new StringContent(form, Encoding.Latin1, "application/x-www-form-urlencoded"),
        };

        var response = await service.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_request", (string?)(await TestService.JsonAsync(response))["error"]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("a%20b", true)]
    [InlineData("%C3%AB", true)]
    [InlineData("100%", true)]
    [InlineData("%zz", true)]
    [InlineData("%E2%82%AC", true)]
    [InlineData("%C3", false)]
    [InlineData("%C3x%AB", false)]
    [InlineData("%C3\u00AB", false)]
    [InlineData("%eb", false)]
    public void Escapes_are_UTF_8_together(string text, bool isUtf8) => Assert.Equal(isUtf8, RequestTarget.IsUtf8(text));
}
