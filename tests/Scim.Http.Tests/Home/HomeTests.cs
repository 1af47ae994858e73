using System.Net;

namespace Scim.Http.Tests.Home;

public sealed class HomeTests
{
    [Fact]
    public async Task The_first_page_says_where_things_are_without_script_or_anything_from_elsewhere()
    {
        await using var service = await TestService.StartAsync(configure: options => options.PublicBaseUrl = "https://scim.example.com");

        var response = await service.SendBareAsync("GET", "/");
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(
            "default-src 'none'", string.Join("", response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("<code>https://scim.example.com/scim/v2</code>", page, StringComparison.Ordinal);
        foreach (var name in new[] { "ServiceProviderConfig", "ResourceTypes", "Schemas" })
            Assert.Contains($"href=\"https://scim.example.com/scim/v2/{name}\"", page, StringComparison.Ordinal);
        foreach (var loading in new[] { "<script", "src=", "<link", "@import", "url(" })
            Assert.DoesNotContain(loading, page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(TestService.Account.Value, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_the_same_for_who_has_a_token()
    {
        await using var service = await TestService.StartAsync();

        var bare = await (await service.SendBareAsync("GET", "/")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var known = await (await service.GetAsync("/")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(bare, known);
    }

    [Fact]
    public async Task HEAD_has_its_fields_and_no_body()
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendBareAsync("HEAD", "/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
